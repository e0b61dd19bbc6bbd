#include "pager_store.h"

#include "die.h"
#include "pager_page.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Large enough that freeing costs little, small enough not to keep a fault waiting. */
static const uint64_t GIVE_BACK_SIZE = 512 * 1024;

struct store *store_new(int file) {
    struct store *store = calloc(1, sizeof *store);
    if (store == NULL)
        die("no memory for a store");
    *store = (struct store){.file = file, .users = 1};
    return store;
}

void store_read(const struct store *store, void *buffer, size_t size, uint64_t offset) {
    size_t done = 0;
    while (store->file != -1 && done < size) {
        ssize_t count = pread(store->file, (char *)buffer + done, size - done, (off_t)(offset + done));
        if (count == -1 && errno == EINTR)
            continue;
        if (check_size(count, "read a store") == 0)
            break;
        done += (size_t)count;
    }
    memset((char *)buffer + done, 0, size - done);
}

uint64_t store_next_data(const struct store *store, uint64_t offset) {
    if (store->file == -1)
        return UINT64_MAX;
    off_t data = lseek(store->file, (off_t)offset, SEEK_DATA);
    if (data == -1 && errno == ENXIO)
        return UINT64_MAX;
    return check_size(data, "look for data in a store") & ~PAGE_MASK;
}

static void give_back(struct store *store) {
    uint64_t size = store->spent_end - store->spent_start;
    /* Only memory is at stake: a file system that can't do it keeps it until the folder goes. */
    if (size > 0)
        (void)!fallocate(store->file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)store->spent_start,
                         (off_t)size);
    store->spent_start = store->spent_end;
}

void store_spend(struct store *store, uint64_t offset, uint64_t length) {
    if (store->file == -1)
        return;
    if (store->users > 1) { /* what one has used another may need */
        store->spent_start = store->spent_end = offset;
        return;
    }
    if (offset != store->spent_end) {
        give_back(store);
        store->spent_start = offset;
    }
    store->spent_end = offset + length;
    if (store->spent_end - store->spent_start >= GIVE_BACK_SIZE)
        give_back(store);
}

void store_leave(struct store *store, bool empty) {
    if (--store->users > 0)
        return;
    if (store->file != -1) {
        if (empty)
            (void)!ftruncate(store->file, 0);
        close(store->file); /* a worker that was killed may have closed it already */
    }
    free(store);
}
