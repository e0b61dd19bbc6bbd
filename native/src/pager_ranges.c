#include "pager_ranges.h"

#include "die.h"

#include <stdlib.h>
#include <string.h>

static void make_room(struct ranges *ranges, size_t added) {
    size_t needed = ranges->count + added;
    if (needed <= ranges->room)
        return;
    size_t room = needed + needed / 2 + 8;
    struct range *grown = reallocarray(ranges->at, room, sizeof *grown);
    if (grown == NULL)
        die("no memory for %zu ranges", room);
    ranges->at = grown;
    ranges->room = room;
}

/* Opens a gap of added ranges in front of the one at index. */
static struct range *insert(struct ranges *ranges, size_t index, size_t added) {
    make_room(ranges, added);
    struct range *gap = ranges->at + index;
    memmove(gap + added, gap, (ranges->count - index) * sizeof *gap);
    ranges->count += added;
    return gap;
}

static void erase(struct ranges *ranges, size_t from, size_t to) {
    if (from == to)
        return;
    memmove(ranges->at + from, ranges->at + to, (ranges->count - to) * sizeof *ranges->at);
    ranges->count -= to - from;
}

/* The first range that ends behind the address; count where there is none. */
static size_t first_behind(const struct ranges *ranges, uint64_t address) {
    size_t low = 0, high = ranges->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges->at[middle].end > address)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void cut_start(struct range *range, uint64_t start) {
    range->offset += start - range->start;
    range->start = start;
}

/* Makes the address the border of two ranges if it lies within one; returns the first range from it on. */
static size_t split(struct ranges *ranges, uint64_t address) {
    size_t index = first_behind(ranges, address);
    if (index == ranges->count || ranges->at[index].start >= address)
        return index;
    struct range *pair = insert(ranges, index, 1);
    pair[0] = pair[1];
    pair[0].end = address;
    cut_start(&pair[1], address);
    return index + 1;
}

void ranges_append(struct ranges *ranges, struct range range) {
    *insert(ranges, ranges->count, 1) = range;
}

const struct range *ranges_find(const struct ranges *ranges, uint64_t address) {
    size_t index = first_behind(ranges, address);
    return index < ranges->count && ranges->at[index].start <= address ? &ranges->at[index] : NULL;
}

void ranges_drop(struct ranges *ranges, uint64_t start, uint64_t end) {
    size_t index = first_behind(ranges, start);
    if (start >= end || index == ranges->count || ranges->at[index].start >= end)
        return;
    struct range *first = &ranges->at[index];
    if (start <= first->start && end < first->end) { /* the common case: moves nothing */
        cut_start(first, end);
        return;
    }
    size_t from = split(ranges, start);
    size_t to = split(ranges, end);
    erase(ranges, from, to);
}

void ranges_move(struct ranges *ranges, uint64_t from, uint64_t to, uint64_t length) {
    size_t first = split(ranges, from);
    size_t count = split(ranges, from + length) - first;
    struct range *moved = calloc(count + 1, sizeof *moved);
    if (moved == NULL)
        die("no memory for %zu ranges", count);
    for (size_t i = 0; i < count; i++) {
        moved[i] = ranges->at[first + i];
        moved[i].start += to - from; /* wraps where it moves down */
        moved[i].end += to - from;
    }
    erase(ranges, first, first + count);
    ranges_drop(ranges, to, to + length);
    memcpy(insert(ranges, first_behind(ranges, to), count), moved, count * sizeof *moved);
    free(moved);
}

void ranges_free(struct ranges *ranges) {
    free(ranges->at);
    *ranges = (struct ranges){0};
}
