#include "process.h"
#include "scan.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ENTRIES = 8192 };

/* Entries of /proc/PID/pagemap. */
static const uint64_t IN_MEMORY = UINT64_C(1) << 63, SWAPPED_OUT = UINT64_C(1) << 62,
                      GUARD = UINT64_C(1) << 58, FRAME = (UINT64_C(1) << 55) - 1;

/* The frame of the kernel's zero page: that of a page of ours which was read and never written. 0: not known.
 */
static int find_zero_frame(uint64_t *frame) {
    volatile char *page = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return -errno;
    uint64_t entry = page[0] != 0;
    int self = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    int result = self < 0 ? -errno : 0;
    if (self >= 0 &&
        pread(self, &entry, sizeof entry, (off_t)((uintptr_t)page / PAGE * sizeof entry)) != sizeof entry)
        result = -EIO;
    if (self >= 0)
        close(self);
    munmap((void *)page, PAGE);
    *frame = entry & FRAME;
    return result;
}

/* The same as scan_content, on a kernel without that call. */
static int read_entries(int pagemap, const struct mapping *mapping, uint64_t zero_frame,
                        struct ranges *list) {
    uint64_t entries[ENTRIES];
    for (uint64_t at = mapping->start; at < mapping->end;) {
        uint64_t wanted = (mapping->end - at) / PAGE < ENTRIES ? (mapping->end - at) / PAGE : ENTRIES;
        ssize_t size =
            pread(pagemap, entries, wanted * sizeof *entries, (off_t)(at / PAGE * sizeof *entries));
        if (size < (ssize_t)sizeof *entries)
            return size < 0 ? -errno : -ESRCH;
        for (size_t i = 0; i < (size_t)size / sizeof *entries; i++, at += PAGE) {
            uint64_t entry = entries[i];
            bool zero = entry & IN_MEMORY && zero_frame != 0 && (entry & FRAME) == zero_frame;
            if (!(entry & (IN_MEMORY | SWAPPED_OUT)) || entry & GUARD || zero)
                continue;
            if (ranges_reserve(list, 1) < 0)
                return -ENOMEM;
            ranges_append(list, at, at + PAGE);
        }
    }
    return 0;
}

static int list_private(int maps, int pagemap, struct mappings *mappings, struct ranges *list) {
    struct scanner scanner = {.pagemap = pagemap};
    int result = mappings_read(mappings, maps, PRIVATE_ANONYMOUS);
    for (size_t i = 0; result == 0 && i < mappings->count; i++)
        result = scan_content(&scanner, mappings->items[i].start, mappings->items[i].end, false, list);
    if (result != -ENOTTY)
        return result;
    uint64_t zero_frame = 0;
    result = find_zero_frame(&zero_frame);
    for (size_t i = 0; result == 0 && i < mappings->count; i++)
        result = read_entries(pagemap, &mappings->items[i], zero_frame, list);
    return result;
}

static int list_others(int maps, int pagemap, struct mappings *mappings, struct ranges *list) {
    struct scanner scanner = {.pagemap = pagemap};
    int result = mappings_read(mappings, maps, PRIVATE_OF_FILES);
    for (size_t i = 0; result == 0 && i < mappings->count; i++)
        result = scan_own(&scanner, mappings->items[i].start, mappings->items[i].end, list);
    if (result == 0)
        result = mappings_read(mappings, maps, SHARED_WITHOUT_FILE);
    for (size_t i = 0; result == 0 && i < mappings->count; i++)
        result = scan_content(&scanner, mappings->items[i].start, mappings->items[i].end, false, list);
    ranges_sort(list);
    return result == -ENOTTY ? -EOPNOTSUPP : result;
}

typedef int lister(int maps, int pagemap, struct mappings *, struct ranges *);

static ssize_t list_of(pid_t pid, lister *list_pages, struct memtrack_range *ranges, size_t max) {
    struct mappings mappings = {0};
    struct ranges list = {0};
    int process = process_open(pid);
    if (process < 0)
        return process;
    int maps = process_file(process, "maps"), pagemap = process_file(process, "pagemap");
    int result = maps < 0 ? maps : pagemap < 0 ? pagemap : list_pages(maps, pagemap, &mappings, &list);
    if (result == 0 && list.count > max)
        result = -ENOSPC;
    if (result == 0 && list.count > 0)
        memcpy(ranges, list.items, list.count * sizeof *ranges);
    ssize_t count = result < 0 ? result : (ssize_t)list.count;
    ranges_free(&list);
    mappings_free(&mappings);
    close(process);
    if (maps >= 0)
        close(maps);
    if (pagemap >= 0)
        close(pagemap);
    return count;
}

ssize_t memtrack_present(pid_t pid, struct memtrack_range *ranges, size_t max) {
    return list_of(pid, list_private, ranges, max);
}

ssize_t memtrack_others(pid_t pid, struct memtrack_range *ranges, size_t max) {
    return list_of(pid, list_others, ranges, max);
}
