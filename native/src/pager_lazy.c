#include "pager_lazy.h"

#include "die.h"
#include "pager_page.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_LAZY_RANGES = 1 << 20 };

/* The form in the file: little-endian, as this machine is. */
struct lazy_range {
    uint64_t start;
    uint64_t end;
};

struct name {
    char text[32];
};

static struct name name_of(const char *kind, pid_t pid) {
    struct name name;
    snprintf(name.text, sizeof name.text, "%s-%d", kind, pid);
    return name;
}

static off_t size_of_regular(int file, const char *name) {
    struct stat status;
    check(fstat(file, &status), "look at %s", name);
    if (!S_ISREG(status.st_mode))
        die("%s is not a regular file", name);
    return status.st_size;
}

static struct ranges check_ranges(const struct lazy_range *lazy, size_t count, const char *name) {
    struct ranges ranges = {0};
    uint64_t free_from = 0;
    for (size_t i = 0; i < count; i++) {
        struct range range = {.start = lazy[i].start, .end = lazy[i].end, .offset = lazy[i].start};
        if ((range.start | range.end) & PAGE_MASK)
            die("%s: range %zu is not page aligned", name, i);
        if (range.start >= range.end || range.end > HIGHEST_ADDRESS)
            die("%s: range %zu does not lie in a process's memory", name, i);
        if (range.start < free_from)
            die("%s: range %zu does not come after the one before", name, i);
        free_from = range.end;
        ranges_append(&ranges, range);
    }
    return ranges;
}

struct ranges read_lazy(int folder, pid_t pid) {
    struct name name = name_of("lazy", pid);
    int file = check(openat(folder, name.text, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), "open %s",
                     name.text);
    size_t size = (size_t)size_of_regular(file, name.text);
    if (size % sizeof(struct lazy_range) != 0 || size / sizeof(struct lazy_range) > MOST_LAZY_RANGES)
        die("%s: %zu bytes are not up to %d pairs of addresses", name.text, size, MOST_LAZY_RANGES);
    struct lazy_range *lazy = malloc(size + 1);
    if (lazy == NULL)
        die("no memory for %s", name.text);
    size_t done = 0;
    while (done < size) {
        size_t count = check_size(read(file, (char *)lazy + done, size - done), "read %s", name.text);
        if (count == 0)
            die("%s became shorter", name.text);
        done += count;
    }
    check(close(file), "close %s", name.text);
    struct ranges ranges = check_ranges(lazy, size / sizeof *lazy, name.text);
    free(lazy);
    return ranges;
}

int open_store(int folder, pid_t pid) {
    struct name name = name_of("store", pid);
    int file = openat(folder, name.text, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file == -1 && errno == ENOENT)
        return -1;
    check(file, "open %s", name.text);
    size_of_regular(file, name.text);
    return file;
}
