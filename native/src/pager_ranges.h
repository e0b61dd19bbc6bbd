/* The pages of a process that it still waits for: ranges in ascending order that do not overlap. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Addresses from start up to end; the bytes of start are at offset in the store. Page aligned, all three. */
struct range {
    uint64_t start;
    uint64_t end;
    uint64_t offset;
};

/* All zeros is an empty one. */
struct ranges {
    struct range *at;
    size_t count;
    size_t room;
};

/* Adds a range that lies behind all others. */
void ranges_append(struct ranges *ranges, struct range range);

/* The range with the address in it, or NULL; valid until the next change. */
const struct range *ranges_find(const struct ranges *ranges, uint64_t address);

/* Takes out every address from start up to end. */
void ranges_drop(struct ranges *ranges, uint64_t start, uint64_t end);

/* Moves what lies in the length bytes at from to the same place at to, where it takes the place of what was
   there. Offsets stay. */
void ranges_move(struct ranges *ranges, uint64_t from, uint64_t to, uint64_t length);

void ranges_free(struct ranges *ranges);
