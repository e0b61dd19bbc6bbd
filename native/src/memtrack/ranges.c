#include "ranges.h"

#include <errno.h>
#include <stdlib.h>

int ranges_reserve(struct ranges *list, size_t more) {
    if (list->room - list->count >= more)
        return 0;
    size_t room = list->count + more > 2 * list->room ? list->count + more : 2 * list->room;
    struct memtrack_range *items = reallocarray(list->items, room, sizeof *items);
    if (items == NULL)
        return -ENOMEM;
    list->items = items;
    list->room = room;
    return 0;
}

void ranges_append(struct ranges *list, uint64_t start, uint64_t end) {
    if (list->count > 0 && list->items[list->count - 1].end == start)
        list->items[list->count - 1].end = end;
    else
        list->items[list->count++] = (struct memtrack_range){start, end};
}

int ranges_append_all(struct ranges *list, const struct ranges *other) {
    int result = ranges_reserve(list, other->count);
    for (size_t i = 0; result == 0 && i < other->count; i++)
        ranges_append(list, other->items[i].start, other->items[i].end);
    return result;
}

static int by_start(const void *left, const void *right) {
    uint64_t a = ((const struct memtrack_range *)left)->start,
             b = ((const struct memtrack_range *)right)->start;
    return a < b ? -1 : a > b;
}

void ranges_sort(struct ranges *list) {
    if (list->count == 0)
        return;
    qsort(list->items, list->count, sizeof *list->items, by_start);
    size_t last = 0;
    for (size_t i = 1; i < list->count; i++) {
        struct memtrack_range next = list->items[i];
        if (next.start > list->items[last].end)
            list->items[++last] = next;
        else if (next.end > list->items[last].end)
            list->items[last].end = next.end;
    }
    list->count = last + 1;
}

void ranges_free(struct ranges *list) {
    free(list->items);
    *list = (struct ranges){0};
}
