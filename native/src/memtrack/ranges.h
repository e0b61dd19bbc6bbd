/* A list of address ranges that grows as needed. An empty one is all zero. */
#pragma once

#include "../memtrack.h"

#include <stdbool.h>

enum { PAGE = 4096 };

struct ranges {
    struct memtrack_range *items;
    size_t count, room;
};

/* Makes room for so many more. 0 or -ENOMEM. */
int ranges_reserve(struct ranges *, size_t more);

/* Appends a range for which room was reserved; one that begins where the last ends makes it longer. */
void ranges_append(struct ranges *, uint64_t start, uint64_t end);

/* Appends all of another list. 0 or -ENOMEM. */
int ranges_append_all(struct ranges *, const struct ranges *other);

/* Brings ranges that may overlap into order, without overlap. */
void ranges_sort(struct ranges *);

void ranges_free(struct ranges *);
