#include "mappings.h"

#include "maps.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

enum { CODE_CHUNK = 64 << 10 };

/* Mappings the kernel makes, with no memory of the process behind them. */
static const char *const OF_THE_KERNEL[] = {"[vdso]", "[vvar]", "[vvar_vclock]", "[vsyscall]", "[uprobes]"};

/* How the kernel calls shared memory that is in no file system. */
static const char *const WITHOUT_FILE[] = {"/dev/zero (deleted)", "/SYSV", "/memfd:"};

static bool is_of_the_kernel(const char *name) {
    for (size_t i = 0; i < sizeof OF_THE_KERNEL / sizeof *OF_THE_KERNEL; i++)
        if (strcmp(name, OF_THE_KERNEL[i]) == 0)
            return true;
    return false;
}

static bool is_without_file(const char *name) {
    for (size_t i = 0; i < sizeof WITHOUT_FILE / sizeof *WITHOUT_FILE; i++)
        if (strncmp(name, WITHOUT_FILE[i], strlen(WITHOUT_FILE[i])) == 0)
            return true;
    return false;
}

static bool is_of_kind(const struct maps_line *line, enum mappings_kind kind) {
    switch (kind) {
    case PRIVATE_ANONYMOUS:
        return line->private && line->inode == 0 && !is_of_the_kernel(line->name);
    case PRIVATE_OF_FILES:
        return line->private && line->inode != 0;
    case SHARED_WITHOUT_FILE:
        return !line->private && is_without_file(line->name);
    }
    return false;
}

static int append(struct mappings *mappings, const struct maps_line *line) {
    if (mappings->count == mappings->room) {
        size_t room = mappings->room == 0 ? 256 : 2 * mappings->room;
        struct mapping *items = reallocarray(mappings->items, room, sizeof *items);
        if (items == NULL)
            return -ENOMEM;
        mappings->items = items;
        mappings->room = room;
    }
    mappings->items[mappings->count++] = (struct mapping){.start = line->start, .end = line->end};
    return 0;
}

int mappings_read(struct mappings *mappings, int maps, enum mappings_kind kind) {
    struct maps_reader reader;
    struct maps_line line;
    mappings->count = 0;
    int result = maps_rewind(&reader, maps);
    if (result < 0)
        return result;
    bool any = false;
    while ((result = maps_next(&reader, &line)) > 0) {
        any = true;
        if (is_of_kind(&line, kind) && append(mappings, &line) < 0)
            return -ENOMEM;
    }
    return result < 0 ? result : any ? 0 : -ESRCH;
}

int mappings_clip(const struct mappings *mappings, const struct ranges *ranges, struct ranges *list) {
    size_t m = 0;
    for (size_t r = 0; r < ranges->count; r++) {
        uint64_t start = ranges->items[r].start, end = ranges->items[r].end;
        while (m < mappings->count && mappings->items[m].end <= start)
            m++;
        for (; m < mappings->count && mappings->items[m].start < end; m++) {
            const struct mapping *mapping = &mappings->items[m];
            if (ranges_reserve(list, 1) < 0)
                return -ENOMEM;
            ranges_append(list, start > mapping->start ? start : mapping->start,
                          end < mapping->end ? end : mapping->end);
            if (mapping->end > end)
                break;
        }
    }
    return 0;
}

/* 1 and the address; 0 if there is none; -ESRCH if the process has let go of its memory. */
static int search(pid_t pid, uint64_t start, uint64_t end, uint64_t *address) {
    static const unsigned char SYSCALL[] = {0x0f, 0x05};
    unsigned char code[CODE_CHUNK];
    for (uint64_t at = start; at < end; at += CODE_CHUNK) {
        struct iovec here = {code, end - at < sizeof code ? end - at : sizeof code};
        struct iovec there = {(void *)at, here.iov_len};
        ssize_t size = process_vm_readv(pid, &here, 1, &there, 1, 0);
        if (size < 0 && errno == ESRCH)
            return -ESRCH;
        const unsigned char *found = size > 0 ? memmem(code, (size_t)size, SYSCALL, sizeof SYSCALL) : NULL;
        if (found != NULL) {
            *address = at + (uint64_t)(found - code);
            return 1;
        }
    }
    return 0;
}

/* The vDSO has some; whatever else may be executed is searched only where it is not mapped. */
int mappings_find_syscall(int maps, pid_t pid, uint64_t *address) {
    for (int vdso = 1; vdso >= 0; vdso--) {
        struct maps_reader reader;
        struct maps_line line;
        bool any = false;
        int result = maps_rewind(&reader, maps);
        if (result < 0)
            return result;
        while ((result = maps_next(&reader, &line)) > 0) {
            any = true;
            if (!line.executable || (strcmp(line.name, "[vdso]") == 0) != vdso ||
                strcmp(line.name, "[vsyscall]") == 0)
                continue;
            int found = search(pid, line.start, line.end, address);
            if (found != 0)
                return found < 0 ? found : 0;
        }
        if (result < 0 || !any)
            return result < 0 ? result : -ESRCH;
    }
    /* There is none; or the process has ended meanwhile, and its mappings went before they were searched. */
    struct maps_reader again;
    struct maps_line any;
    int result = maps_rewind(&again, maps);
    if (result == 0)
        result = maps_next(&again, &any);
    return result < 0 ? result : result == 0 ? -ESRCH : -ENOEXEC;
}

void mappings_free(struct mappings *mappings) {
    free(mappings->items);
    *mappings = (struct mappings){0};
}
