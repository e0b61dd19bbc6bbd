#include "frame_store.h"

#include "die.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

/* Before each frame stands its length. */
typedef uint32_t length_word;

struct frame_store open_store(size_t bytes, size_t frames) {
    void *memory =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        check(-1, "reserve %zu bytes", bytes);
    return (struct frame_store){.memory = memory, .capacity = bytes, .most = frames};
}

unsigned char *store_room(const struct frame_store *store) {
    if (store->count == store->most || store->capacity - store->used < sizeof(length_word) + MOST_FRAME_BYTES)
        return NULL;
    return store->memory + store->used + sizeof(length_word);
}

void store_keep(struct frame_store *store, size_t length) {
    length_word word = (length_word)length;
    memcpy(store->memory + store->used, &word, sizeof word);
    store->used += sizeof word + length;
    store->count++;
}

const unsigned char *store_next(const struct frame_store *store, size_t *place, size_t *length) {
    if (*place == store->used)
        return NULL;
    length_word word;
    memcpy(&word, store->memory + *place, sizeof word);
    const unsigned char *frame = store->memory + *place + sizeof word;
    *place += sizeof word + word;
    *length = word;
    return frame;
}

void store_empty(struct frame_store *store) {
    store->used = 0;
    store->count = 0;
}
