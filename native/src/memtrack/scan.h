/* Asking the kernel about pages: the ioctl PAGEMAP_SCAN of /proc/PID/pagemap (kernel 6.7). */
#pragma once

#include "mappings.h"
#include "ranges.h"

struct scanner {
    int pagemap;       /* open /proc/PID/pagemap */
    uint64_t excluded; /* kinds of pages that hold no content, as far as this kernel knows them; 0: not yet
                          asked */
};

/* Marks the mappings that hold content and are not tracked. 0 or -errno; -ENOTTY: this kernel can't tell. */
int scan_untracked(struct scanner *, struct mappings *);

/* Appends the pages with content from start to end; with protect, only those of tracked mappings, which are
   write-protected in the same instant. What was protected is in the list also after an error. */
int scan_content(struct scanner *, uint64_t start, uint64_t end, bool protect, struct ranges *);

/* Appends the pages from start to end that are the process's own: written to, and so no longer those of the
   file that is mapped there. */
int scan_own(struct scanner *, uint64_t start, uint64_t end, struct ranges *);

/* Appends the pages of tracked mappings from start to end that hold content and were written since they were
   protected; with protect, protects them again in the same instant. */
int scan_written(struct scanner *, uint64_t start, uint64_t end, bool protect, struct ranges *);
