#include "scan.h"

#include <errno.h>
#include <linux/types.h>
#include <sys/ioctl.h>

/* From the kernel's linux/fs.h, which the C library's headers of Debian 12 lack. */
enum category {
    WPALLOWED = 1 << 0, /* in a mapping with asynchronous write protection */
    WRITTEN = 1 << 1,
    OF_FILE = 1 << 2, /* or of shared memory */
    PRESENT = 1 << 3,
    SWAPPED = 1 << 4,
    PFNZERO = 1 << 5,
    GUARD = 1 << 8, /* since 6.15 */
};

enum { WP_MATCHING = 1 << 0, BATCH = 1024 };

struct region {
    __u64 start, end, categories;
};

struct scan_arguments {
    __u64 size, flags, start, end, walk_end, vec, vec_len, max_pages;
    __u64 category_inverted, category_mask, category_anyof_mask, return_mask;
};

#define SCAN _IOWR('f', 16, struct scan_arguments)

struct query {
    uint64_t required, forbidden;
    bool protect;
};

static int scan_once(struct scanner *scanner, struct scan_arguments *arguments, const struct query *query) {
    for (;;) {
        if (scanner->excluded == 0)
            scanner->excluded = PFNZERO | GUARD;
        arguments->category_inverted = scanner->excluded | query->forbidden;
        arguments->category_mask = query->required | arguments->category_inverted;
        arguments->category_anyof_mask = PRESENT | SWAPPED;
        int count = ioctl(scanner->pagemap, SCAN, arguments);
        if (count >= 0)
            return count;
        if (errno != EINVAL || !(scanner->excluded & GUARD))
            return -errno;
        scanner->excluded &= ~(uint64_t)GUARD;
    }
}

static int scan(struct scanner *scanner, uint64_t start, uint64_t end, const struct query *query,
                struct ranges *list) {
    struct region regions[BATCH];
    while (start < end) {
        struct scan_arguments arguments = {
            .size = sizeof arguments,
            .flags = query->protect ? WP_MATCHING : 0,
            .start = start,
            .end = end,
            .vec = (uintptr_t)regions,
            .vec_len = BATCH,
        };
        /* Before the scan: what it has protected must not get lost for want of memory. */
        if (ranges_reserve(list, BATCH) < 0)
            return -ENOMEM;
        int count = scan_once(scanner, &arguments, query);
        if (count < 0)
            return count;
        for (int i = 0; i < count; i++)
            ranges_append(list, regions[i].start, regions[i].end);
        if (arguments.walk_end <= start)
            return -EPROTO;
        start = arguments.walk_end;
    }
    return 0;
}

int scan_content(struct scanner *scanner, uint64_t start, uint64_t end, bool protect, struct ranges *list) {
    return scan(scanner, start, end, &(struct query){.protect = protect}, list);
}

int scan_own(struct scanner *scanner, uint64_t start, uint64_t end, struct ranges *list) {
    return scan(scanner, start, end, &(struct query){.forbidden = OF_FILE}, list);
}

int scan_written(struct scanner *scanner, uint64_t start, uint64_t end, bool protect, struct ranges *list) {
    return scan(scanner, start, end, &(struct query){.required = WPALLOWED | WRITTEN, .protect = protect},
                list);
}

int scan_untracked(struct scanner *scanner, struct mappings *mappings) {
    struct ranges found = {0};
    struct mapping *items = mappings->items;
    int result = 0;
    /* A call for each stretch of neighbours. Longer ones would walk the pages of the files between them. */
    for (size_t first = 0, next; result == 0 && first < mappings->count; first = next) {
        for (next = first + 1; next < mappings->count && items[next].start == items[next - 1].end;)
            next++;
        found.count = 0;
        result = scan(scanner, items[first].start, items[next - 1].end,
                      &(struct query){.forbidden = WPALLOWED}, &found);
        for (size_t m = first, r = 0; m < next && r < found.count; m++) {
            while (r < found.count && found.items[r].end <= items[m].start)
                r++;
            items[m].untracked = r < found.count && found.items[r].start < items[m].end;
        }
    }
    ranges_free(&found);
    return result;
}
