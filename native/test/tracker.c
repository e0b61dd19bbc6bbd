/* The tests' user of libmemtrack: keeps a copy of a process's memory as a move does, in a file whose offsets
   are the addresses. Takes a command a line and answers with a line:

   open PID | close          0 or the name of an error
   round REARM               copies what was written: "RANGES PAGES", or an error
   list REARM MAX            the ranges only: "START-END ...", or an error
   present PID               the same, of memtrack_present
   others PID                the same, of memtrack_others
   read PID START END        the number of bytes read, or an error
   old                       from here on, this is a kernel without PAGEMAP_SCAN

   The first line it writes is the descriptor of the copy. */
#include "../src/memtrack.h"

#include <errno.h>
#include <inttypes.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE_SIZE = 4096, BUFFER = 4 << 20 };

static const uint32_t PAGEMAP_SCAN = 0xc0606610;

static struct memtrack *tracked;
static pid_t tracked_pid;
static int copy = -1;

static int say(ssize_t result) {
    return result < 0 ? printf("%s\n", strerrorname_np((int)-result)) : printf("%zd\n", result);
}

static void require(int ok, const char *what) {
    if (!ok) {
        perror(what);
        exit(1);
    }
}

/* As a caller does who can't know how many there will be. */
static ssize_t written(int rearm, struct memtrack_range **ranges) {
    ssize_t count = -ENOSPC;
    *ranges = NULL;
    for (size_t max = 1; count == -ENOSPC; max *= 8) {
        *ranges = reallocarray(*ranges, max, sizeof **ranges);
        require(*ranges != NULL, "memory");
        count = memtrack_written(tracked, rearm, *ranges, max);
    }
    return count;
}

/* A page that is gone is left out. */
static void copy_range(struct memtrack_range range) {
    static char buffer[BUFFER];
    while (range.start < range.end) {
        struct memtrack_range part = {range.start, range.end};
        if (part.end - part.start > sizeof buffer)
            part.end = part.start + sizeof buffer;
        ssize_t size = memtrack_read(tracked_pid, &part, 1, buffer, sizeof buffer);
        require(size <= 0 || pwrite(copy, buffer, (size_t)size, (off_t)part.start) == size, "write the copy");
        if (size < 0)
            return;
        range.start += size > 0 ? (uint64_t)size : PAGE_SIZE;
    }
}

static void round_of(int rearm) {
    struct memtrack_range *ranges;
    ssize_t count = written(rearm, &ranges);
    uint64_t pages = 0;
    for (ssize_t i = 0; i < count; i++) {
        copy_range(ranges[i]);
        pages += (ranges[i].end - ranges[i].start) / PAGE_SIZE;
    }
    free(ranges);
    if (count < 0)
        say(count);
    else
        printf("%zd %" PRIu64 "\n", count, pages);
}

static void print(const struct memtrack_range *ranges, ssize_t count) {
    if (count < 0) {
        say(count);
        return;
    }
    for (ssize_t i = 0; i < count; i++)
        printf("%" PRIx64 "-%" PRIx64 " ", ranges[i].start, ranges[i].end);
    printf("\n");
}

static void list(int rearm, size_t max) {
    struct memtrack_range *ranges = calloc(max, sizeof *ranges);
    require(ranges != NULL, "memory");
    print(ranges, memtrack_written(tracked, rearm, ranges, max));
    free(ranges);
}

static void list_of(pid_t pid, ssize_t lister(pid_t, struct memtrack_range *, size_t)) {
    enum { MAX = 1 << 16 };
    struct memtrack_range *ranges = calloc(MAX, sizeof *ranges);
    require(ranges != NULL, "memory");
    print(ranges, lister(pid, ranges, MAX));
    free(ranges);
}

static void read_one(pid_t pid, struct memtrack_range range) {
    char *buffer = malloc(BUFFER);
    require(buffer != NULL, "memory");
    say(memtrack_read(pid, &range, 1, buffer, BUFFER));
    free(buffer);
}

static void become_old(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    require(filter != NULL &&
                seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 1,
                                 SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffff, PAGEMAP_SCAN)) == 0 &&
                seccomp_load(filter) == 0,
            "seccomp");
    seccomp_release(filter);
    say(0);
}

static void obey(const char *line) {
    int number;
    size_t max;
    struct memtrack_range range;
    if (sscanf(line, "open %d", &number) == 1) {
        tracked_pid = number;
        say(memtrack_open(tracked_pid, &tracked));
    } else if (strcmp(line, "close\n") == 0) {
        memtrack_close(tracked);
        tracked = NULL;
        say(0);
    } else if (sscanf(line, "round %d", &number) == 1)
        round_of(number);
    else if (sscanf(line, "list %d %zu", &number, &max) == 2)
        list(number, max);
    else if (sscanf(line, "present %d", &number) == 1)
        list_of(number, memtrack_present);
    else if (sscanf(line, "others %d", &number) == 1)
        list_of(number, memtrack_others);
    else if (sscanf(line, "read %d %" SCNx64 " %" SCNx64, &number, &range.start, &range.end) == 3)
        read_one(number, range);
    else if (strcmp(line, "old\n") == 0)
        become_old();
    else
        require(0, line);
}

int main(void) {
    char line[256];
    copy = memfd_create("copy", MFD_CLOEXEC);
    require(copy >= 0 && setvbuf(stdout, NULL, _IOLBF, 0) == 0, "set up");
    printf("%d\n", copy);
    while (fgets(line, sizeof line, stdin) != NULL)
        obey(line);
    memtrack_close(tracked);
    return 0;
}
