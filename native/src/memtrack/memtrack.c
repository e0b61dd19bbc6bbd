#include "inject.h"
#include "process.h"
#include "scan.h"
#include "watch.h"

#include <errno.h>
#include <linux/kcmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Programs that start each other by exec are followed this often within one call. */
enum { MOST_PROGRAMS = 5 };

struct memtrack {
    pid_t pid;
    int pidfd, process; /* the process, whatever it runs */
    int maps, pagemap;  /* the memory of the program it ran when last looked at; -1: not open */
    int watch;          /* a userfaultfd on that memory; -1: it can't be tracked, or not yet */
    struct scanner scanner;
    struct mappings mappings;
    struct ranges owed; /* write-protected and not yet listed to the caller */
    struct ranges found, listed;
};

static void close_all(int *const *descriptors, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (*descriptors[i] >= 0)
            close(*descriptors[i]);
        *descriptors[i] = -1;
    }
}

static void forget_memory(struct memtrack *tracker) {
    close_all((int *[]){&tracker->maps, &tracker->pagemap, &tracker->watch}, 3);
    tracker->owed.count = 0;
}

static int look_at_memory(struct memtrack *tracker) {
    forget_memory(tracker);
    tracker->maps = process_file(tracker->process, "maps");
    tracker->pagemap = tracker->maps < 0 ? tracker->maps : process_file(tracker->process, "pagemap");
    tracker->scanner = (struct scanner){.pagemap = tracker->pagemap};
    return tracker->pagemap < 0 ? tracker->pagemap : 0;
}

/* A child of vfork uses its parent's memory, and soon none of it. */
static int require_own_memory(const struct memtrack *tracker) {
    pid_t parent = process_parent(tracker->process);
    if (parent < 0)
        return parent;
    return parent > 0 && syscall(SYS_kcmp, tracker->pid, parent, KCMP_VM, 0, 0) == 0 ? -EAGAIN : 0;
}

static int watch_memory(struct memtrack *tracker) {
    uint64_t instruction;
    int result = require_own_memory(tracker);
    if (result == 0)
        result = mappings_find_syscall(tracker->maps, tracker->pid, &instruction);
    if (result == 0)
        result = inject_userfaultfd(tracker->pid, tracker->pidfd, instruction);
    if (result < 0)
        return result;
    tracker->watch = result;
    result = watch_enable(tracker->watch);
    if (result < 0)
        close_all((int *[]){&tracker->watch}, 1);
    return result;
}

static int start(struct memtrack *tracker) {
    tracker->pidfd = (int)syscall(SYS_pidfd_open, tracker->pid, 0);
    if (tracker->pidfd < 0)
        return errno == ENOENT ? -EINVAL : -errno;
    tracker->process = process_open(tracker->pid);
    if (tracker->process < 0)
        return tracker->process;
    int result = look_at_memory(tracker);
    return result < 0 ? result : watch_memory(tracker);
}

int memtrack_open(pid_t pid, struct memtrack **out) {
    if (!watch_is_supported())
        return -EOPNOTSUPP;
    struct memtrack *tracker = malloc(sizeof *tracker);
    if (tracker == NULL)
        return -ENOMEM;
    *tracker =
        (struct memtrack){.pid = pid, .pidfd = -1, .process = -1, .maps = -1, .pagemap = -1, .watch = -1};
    int result = start(tracker);
    if (result == 0)
        *out = tracker;
    else
        memtrack_close(tracker);
    return result;
}

void memtrack_close(struct memtrack *tracker) {
    if (tracker == NULL)
        return;
    forget_memory(tracker);
    close_all((int *[]){&tracker->pidfd, &tracker->process}, 2);
    mappings_free(&tracker->mappings);
    ranges_free(&tracker->owed);
    ranges_free(&tracker->found);
    ranges_free(&tracker->listed);
    free(tracker);
}

/* Reads the mappings of what the process runs now. If that is another program than before, nothing of it has
   been listed; while it can't be tracked, it is listed whole each time. */
static int follow(struct memtrack *tracker, bool rearm) {
    for (int programs = 0; programs < MOST_PROGRAMS; programs++) {
        int result = tracker->maps >= 0 && tracker->pagemap >= 0 ? 0 : look_at_memory(tracker);
        if (result == 0 && rearm && tracker->watch < 0)
            watch_memory(tracker);
        if (result == 0)
            result = mappings_read(&tracker->mappings, tracker->maps, PRIVATE_ANONYMOUS);
        if (result != -ESRCH)
            return result;
        forget_memory(tracker);
    }
    return -ESRCH;
}

/* Appends to found what is to be listed. What was write-protected is there also after an error. */
static int find_pages(struct memtrack *tracker, bool rearm) {
    struct mappings *mappings = &tracker->mappings;
    struct mapping *items = mappings->items;
    int result = scan_untracked(&tracker->scanner, mappings);
    for (size_t i = 0, next; result == 0 && i < mappings->count; i = next) {
        next = i + 1;
        if (items[i].untracked) {
            bool watched = rearm && tracker->watch >= 0 &&
                           watch_range(tracker->watch, items[i].start, items[i].end) == 0;
            result = scan_content(&tracker->scanner, items[i].start, items[i].end, watched, &tracker->found);
        } else {
            /* One call for all up to the next untracked one: what lies between is not tracked, and passed
             * over. */
            while (next < mappings->count && !items[next].untracked)
                next++;
            result =
                scan_written(&tracker->scanner, items[i].start, items[next - 1].end, rearm, &tracker->found);
        }
    }
    return result;
}

static ssize_t hand_out(struct memtrack *tracker, struct ranges *pages, struct memtrack_range *ranges,
                        size_t max) {
    ranges_sort(pages);
    tracker->listed.count = 0;
    int result = mappings_clip(&tracker->mappings, pages, &tracker->listed);
    if (result < 0)
        return result;
    if (tracker->listed.count > max)
        return -ENOSPC;
    if (tracker->listed.count > 0)
        memcpy(ranges, tracker->listed.items, tracker->listed.count * sizeof *ranges);
    return (ssize_t)tracker->listed.count;
}

ssize_t memtrack_written(struct memtrack *tracker, int rearm, struct memtrack_range *ranges, size_t max) {
    int result = follow(tracker, rearm != 0);
    tracker->found.count = 0;
    if (result == 0)
        result = ranges_append_all(&tracker->found, &tracker->owed);
    if (result < 0)
        return result;
    result = find_pages(tracker, rearm != 0);
    if (rearm == 0)
        return result < 0 ? result : hand_out(tracker, &tracker->found, ranges, max);
    struct ranges found = tracker->found;
    tracker->found = tracker->owed;
    tracker->owed = found;
    ssize_t count = result < 0 ? result : hand_out(tracker, &tracker->owed, ranges, max);
    if (count >= 0)
        tracker->owed.count = 0;
    return count;
}
