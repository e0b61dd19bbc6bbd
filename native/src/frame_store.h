/* Frames that wait, in order, in one piece of memory of which only what is used is ever touched. */
#pragma once

#include <stddef.h>

enum { MOST_FRAME_BYTES = 128 << 10 };

struct frame_store {
    unsigned char *memory;
    size_t capacity, used;
    size_t most, count;
};

/* For at most that many bytes and frames. */
struct frame_store open_store(size_t bytes, size_t frames);

/* Where the next frame, of at most MOST_FRAME_BYTES, may be written; NULL if the store is full. */
unsigned char *store_room(const struct frame_store *store);

/* What was written there is a frame of that length. */
void store_keep(struct frame_store *store, size_t length);

/* The frame at *place, which goes on to the next; NULL after the last. Begin at place 0. */
const unsigned char *store_next(const struct frame_store *store, size_t *place, size_t *length);

void store_empty(struct frame_store *store);
