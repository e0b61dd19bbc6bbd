/* The mappings of a process. */
#pragma once

#include "ranges.h"

struct mapping {
    uint64_t start, end;
    bool untracked; /* it holds content, and nobody watches it: set by scan_untracked */
};

struct mappings {
    struct mapping *items;
    size_t count, room;
};

enum mappings_kind {
    PRIVATE_ANONYMOUS,
    PRIVATE_OF_FILES,
    SHARED_WITHOUT_FILE, /* whose content is nowhere else: anonymous, SysV, memfd */
};

/* Reads those of a kind, in order, from an open /proc/PID/maps. 0, -ENOMEM, or -ESRCH: the memory this file
   was opened on is gone, by an exec or with the process. */
int mappings_read(struct mappings *, int maps, enum mappings_kind);

/* Appends to list the parts of sorted ranges that lie in mappings. 0 or -ENOMEM. */
int mappings_clip(const struct mappings *, const struct ranges *, struct ranges *list);

/* The address of a system call instruction in the process, from its open maps. 0 or -errno, see
 * memtrack_open. */
int mappings_find_syscall(int maps, pid_t pid, uint64_t *address);

void mappings_free(struct mappings *);
