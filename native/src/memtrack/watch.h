/* A userfaultfd that only notes which pages were written: the writer does not wait, and nobody is told. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Whether this kernel has it (6.7). */
bool watch_is_supported(void);

/* Makes a fresh userfaultfd one that watches. 0 or -errno. */
int watch_enable(int userfaultfd);

/* Watches the mappings in a range, so that pages can be write-protected. 0 or -errno: it is gone, or can't
 * be. */
int watch_range(int userfaultfd, uint64_t start, uint64_t end);
