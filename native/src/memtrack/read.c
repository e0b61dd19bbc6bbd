#include "process.h"
#include "ranges.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <sys/uio.h>
#include <unistd.h>

/* Where a read has got to. */
struct position {
    const struct memtrack_range *ranges;
    size_t count, index;
    uint64_t address;
    char *buffer;
    size_t done;
};

static bool fits(const struct memtrack_range *ranges, size_t count, size_t size) {
    for (size_t i = 0; i < count; i++) {
        uint64_t start = ranges[i].start, end = ranges[i].end;
        if (start >= end || start % PAGE != 0 || end % PAGE != 0 || end - start > size)
            return false;
        size -= end - start;
    }
    return true;
}

static void advance(struct position *at, size_t size) {
    at->done += size;
    while (size > 0) {
        uint64_t left = at->ranges[at->index].end - at->address;
        uint64_t step = size < left ? size : left;
        at->address += step;
        size -= step;
        if (step == left && ++at->index < at->count)
            at->address = at->ranges[at->index].start;
    }
}

/* As much as one call takes; 0: the first page can't be read in this way. */
static ssize_t read_many(pid_t pid, const struct position *at) {
    struct iovec there[IOV_MAX];
    size_t parts = 0, size = 0;
    for (size_t i = at->index; i < at->count && parts < IOV_MAX && size < SSIZE_MAX / 2; i++) {
        uint64_t start = i == at->index ? at->address : at->ranges[i].start;
        there[parts].iov_base = (void *)start;
        there[parts].iov_len = at->ranges[i].end - start;
        size += there[parts++].iov_len;
    }
    struct iovec here = {at->buffer + at->done, size};
    ssize_t got = process_vm_readv(pid, &here, 1, there, parts, 0);
    return got >= 0 ? got / PAGE * PAGE : errno == EFAULT ? 0 : -errno;
}

/* The rest of one range, with the access a debugger has; 0: the page is gone. */
static ssize_t read_forced(int memory, const struct position *at) {
    uint64_t size = at->ranges[at->index].end - at->address;
    ssize_t got = pread(memory, at->buffer + at->done, size, (off_t)at->address);
    return got > 0 ? got / PAGE * PAGE : got == 0 ? -ESRCH : errno == EIO || errno == EFAULT ? 0 : -errno;
}

static int open_memory(pid_t pid) {
    int process = process_open(pid);
    if (process < 0)
        return process;
    int memory = process_file(process, "mem");
    close(process);
    return memory;
}

ssize_t memtrack_read(pid_t pid, const struct memtrack_range *ranges, size_t count, void *buffer,
                      size_t size) {
    if (!fits(ranges, count, size))
        return -EINVAL;
    struct position at = {
        .ranges = ranges, .count = count, .buffer = buffer, .address = count > 0 ? ranges->start : 0};
    int memory = -1;
    ssize_t got = 0;
    while (at.index < count && (got = read_many(pid, &at)) >= 0) {
        if (got == 0) {
            if (memory < 0 && (memory = open_memory(pid)) < 0) {
                got = memory;
                break;
            }
            if ((got = read_forced(memory, &at)) <= 0)
                break;
        }
        advance(&at, (size_t)got);
    }
    if (memory >= 0)
        close(memory);
    return got < 0 ? got : (ssize_t)at.done;
}
