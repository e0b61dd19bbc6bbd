/* The memory that a process had, as a sparse file: the offset is the address it had, a hole is zeros. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One file, and how many processes still need it. Bytes that were used wait, in one run, to be given back. */
struct store {
    int file; /* -1: there is none, all is zeros */
    unsigned users;
    uint64_t spent_start;
    uint64_t spent_end;
};

/* A store with one user. */
struct store *store_new(int file);

/* Fills the buffer; what lies behind the end of the file is zeros. */
void store_read(const struct store *store, void *buffer, size_t size, uint64_t offset);

/* The first offset from the given one on that is not in a hole; UINT64_MAX where only zeros follow. */
uint64_t store_next_data(const struct store *store, uint64_t offset);

/* Gives the file's memory of these offsets back, now or a little later, unless another process needs it too.
 */
void store_spend(struct store *store, uint64_t offset, uint64_t length);

/* One user less. The last one closes the file, and empties it where it is to be empty. */
void store_leave(struct store *store, bool empty);
