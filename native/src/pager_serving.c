#include "pager_serving.h"

#include "die.h"
#include "pager_page.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

/* While a piece is copied nobody else is served: large pieces were seen as stalls. */
enum { PIECE_SIZE = 64 * 1024 };

static bool is_zero(const unsigned char *page) {
    return page[0] == 0 && memcmp(page, page + 1, PAGE_SIZE - 1) == 0;
}

static void wake(const struct process *process, uint64_t start, uint64_t length) {
    /* Nothing to do where it fails: then nobody is left who could wait. */
    (void)!ioctl(process->record->uffd, UFFDIO_WAKE, &(struct uffdio_range){.start = start, .len = length});
}

void wake_all(const struct process *process) {
    wake(process, LOWEST_ADDRESS, HIGHEST_ADDRESS - LOWEST_ADDRESS);
}

static enum outcome outcome_of(int error) {
    switch (error) {
    case EAGAIN:
    case ENOMEM: /* the pod is at its limit: later */
        return CHANGING;
    case ENOSPC: /* what older kernels say for ESRCH */
    case ESRCH:
        return GONE;
    default:
        return UNMAPPED;
    }
}

/* The pages of a run are in the process now, or were before. */
static void placed(struct process *process, uint64_t start, uint64_t length, uint64_t offset) {
    process_drop(process, start, start + length);
    if (process->emptying)
        store_spend(process->store, offset, length);
}

static enum outcome copy(struct process *process, uint64_t start, const unsigned char *bytes, uint64_t length,
                         uint64_t offset, struct counts *counts) {
    uint64_t most = length;
    for (uint64_t done = 0; done < length;) {
        struct uffdio_copy request = {.dst = start + done,
                                      .src = (uintptr_t)(bytes + done),
                                      .len = length - done < most ? length - done : most};
        uint64_t count = request.len;
        bool present = false;
        if (ioctl(process->record->uffd, UFFDIO_COPY, &request) == -1) {
            int error = errno;
            if (request.copy > 0) {
                count = (uint64_t)request.copy;
            } else if (error == EEXIST) {
                wake(process, request.dst, PAGE_SIZE);
                count = PAGE_SIZE;
                present = true;
            } else if (error == ENOENT && request.len > PAGE_SIZE) { /* perhaps two mappings: one at a time */
                most = (request.len / 2 + PAGE_MASK) & ~PAGE_MASK;
                continue;
            } else {
                return outcome_of(error);
            }
        }
        placed(process, request.dst, count, offset + done);
        counts->copied += present ? 0 : count / PAGE_SIZE;
        done += count;
    }
    return PLACED;
}

/* How many bytes from the first page on are zero pages, or are none. */
static uint64_t run_length(const unsigned char *bytes, uint64_t length, bool zero) {
    uint64_t run = 0;
    while (run < length && is_zero(bytes + run) == zero)
        run += PAGE_SIZE;
    return run;
}

/* Puts the pages from start up to end, which lie in one range, into the process. Those of zeros stay missing.
 */
static enum outcome place(struct process *process, uint64_t start, uint64_t end, uint64_t offset,
                          struct counts *counts) {
    unsigned char bytes[PIECE_SIZE];
    uint64_t length = end - start;
    store_read(process->store, bytes, length, offset);
    for (uint64_t done = 0; done < length;) {
        uint64_t zeros = run_length(bytes + done, length - done, true);
        if (zeros > 0)
            placed(process, start + done, zeros, offset + done);
        done += zeros;
        uint64_t data = run_length(bytes + done, length - done, false);
        enum outcome outcome = copy(process, start + done, bytes + done, data, offset + done, counts);
        if (outcome != PLACED)
            return outcome;
        done += data;
    }
    return PLACED;
}

enum outcome fill_piece(struct process *process, struct counts *counts) {
    /* The last range, from its start: both are taken away without moving the others. */
    struct range range = process->ranges.at[process->ranges.count - 1];
    uint64_t data = store_next_data(process->store, range.offset);
    uint64_t hole = data - range.offset;
    uint64_t length = range.end - range.start;
    if (hole > 0) {
        process_drop(process, range.start, range.start + (hole < length ? hole : length));
        return PLACED;
    }
    return place(process, range.start, range.start + (length < PIECE_SIZE ? length : PIECE_SIZE),
                 range.offset, counts);
}

static enum outcome put_zero(struct process *process, uint64_t page) {
    struct uffdio_zeropage request = {.range = {.start = page, .len = PAGE_SIZE}};
    if (ioctl(process->record->uffd, UFFDIO_ZEROPAGE, &request) == 0)
        return PLACED;
    if (errno != EEXIST)
        return outcome_of(errno);
    wake(process, page, PAGE_SIZE);
    return PLACED;
}

static enum outcome answer_page(struct process *process, uint64_t page, const struct range *range,
                                struct counts *counts) {
    unsigned char bytes[PAGE_SIZE] = {0};
    uint64_t offset = 0;
    if (range != NULL) {
        offset = range->offset + (page - range->start);
        store_read(process->store, bytes, PAGE_SIZE, offset);
    }
    if (!is_zero(bytes))
        return copy(process, page, bytes, PAGE_SIZE, offset, counts);
    enum outcome outcome = put_zero(process, page);
    if (outcome == PLACED)
        counts->zeros++;
    if (outcome == PLACED && range != NULL)
        placed(process, page, PAGE_SIZE, offset);
    return outcome;
}

enum outcome answer_fault(struct process *process, uint64_t address, struct counts *counts) {
    uint64_t page = address & ~PAGE_MASK;
    const struct range *found = ranges_find(&process->ranges, page);
    struct range range = found != NULL ? *found : (struct range){0};
    enum outcome outcome = answer_page(process, page, found, counts);
    if (outcome != PLACED) {
        wake(process, page, PAGE_SIZE); /* it asks again */
        return outcome;
    }
    if (found == NULL)
        return PLACED;

    uint64_t first = page & ~(uint64_t)(PIECE_SIZE - 1), last = first + PIECE_SIZE;
    uint64_t start = first > range.start ? first : range.start, end = last < range.end ? last : range.end;
    if (page + PAGE_SIZE < end)
        outcome =
            place(process, page + PAGE_SIZE, end, range.offset + (page + PAGE_SIZE - range.start), counts);
    if (outcome == PLACED && start < page)
        outcome = place(process, start, page, range.offset + (start - range.start), counts);
    return outcome == GONE ? GONE : PLACED; /* what lies around it is not urgent */
}
