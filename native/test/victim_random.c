/* The program that changes its memory in every way there is, for ever. */
#include "victim.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REGIONS = 48, MOST_PAGES = 700 };

struct region {
    char *start; /* NULL: none */
    size_t pages;
    int protection;
    bool file; /* a private mapping of a file */
};

static struct region regions[REGIONS];
static uint64_t seed;
static char *arena; /* for the writers: stays as it is */
enum { ARENA_PAGES = 4096 };

static size_t below(size_t limit) {
    return next_random(&seed) % limit;
}

static void scribble(char *page, uint64_t *state) {
    if (next_random(state) % 4 == 0)
        memset(page, (int)next_random(state), SIZE);
    else
        ((uint64_t *)(void *)page)[next_random(state) % (SIZE / sizeof(uint64_t))] = next_random(state);
}

static void write_some(struct region *region) {
    for (size_t i = below(region->pages) / 2 + 1; i > 0; i--)
        scribble(region->start + below(region->pages) * SIZE, &seed);
}

static void read_some(const struct region *region) {
    for (size_t i = 0; i < 8; i++)
        (void)*(volatile char *)(region->start + below(region->pages) * SIZE);
}

static void make(struct region *region) {
    static int file = -1;
    if (file < 0)
        require((file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)) >= 0, "open");
    region->file = below(8) == 0;
    region->pages = region->file ? 2 : below(6) == 0 ? (HUGE_SIZE / SIZE) * 3 : below(MOST_PAGES) + 1;
    region->protection = PROT_READ | PROT_WRITE;
    region->start = mmap(NULL, region->pages * SIZE, region->protection,
                         MAP_PRIVATE | (region->file ? 0 : MAP_ANONYMOUS), region->file ? file : -1, 0);
    require(region->start != MAP_FAILED, "mmap");
    if (region->pages > MOST_PAGES)
        madvise(region->start, region->pages * SIZE, MADV_HUGEPAGE);
    if (below(8) == 0)
        madvise(region->start, region->pages * SIZE, MADV_WIPEONFORK);
    if (below(8) == 0)
        mlock(region->start, region->pages * SIZE);
}

static void end(struct region *region) {
    require(munmap(region->start, region->pages * SIZE) == 0, "munmap");
    region->start = NULL;
}

static void replace(struct region *region) {
    size_t first = below(region->pages);
    require(mmap(region->start + first * SIZE, (region->pages - first) * SIZE, region->protection,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED,
            "mmap");
}

static void move(struct region *region) {
    size_t pages = below(MOST_PAGES) + 1;
    char *start = mremap(region->start, region->pages * SIZE, pages * SIZE, MREMAP_MAYMOVE);
    bool several_or_locked = start == MAP_FAILED && (errno == EFAULT || errno == EAGAIN);
    if (several_or_locked)
        return;
    require(start != MAP_FAILED, "mremap");
    *region = (struct region){start, pages, region->protection, region->file};
    char *place = mmap(NULL, pages * SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    require(place != MAP_FAILED, "mmap");
    if (mremap(start, pages * SIZE, pages * SIZE, MREMAP_MAYMOVE | MREMAP_FIXED, place) == place)
        region->start = place;
    else
        require((errno == EFAULT || errno == EAGAIN) && munmap(place, pages * SIZE) == 0, "mremap");
}

static void protect(struct region *region) {
    region->protection = region->protection == PROT_NONE ? PROT_READ | PROT_WRITE : PROT_NONE;
    require(mprotect(region->start, region->pages * SIZE, region->protection) == 0, "mprotect");
}

static void give_back(const struct region *region) {
    size_t first = below(region->pages);
    madvise(region->start + first * SIZE, (below(region->pages - first) + 1) * SIZE, MADV_DONTNEED);
}

/* The pages of both are shared until one writes. */
static void fork_one(void) {
    pid_t child = fork();
    require(child >= 0, "fork");
    for (size_t i = 0; i < REGIONS; i++)
        if (regions[i].start != NULL && regions[i].protection != PROT_NONE && !regions[i].file)
            write_some(&regions[i]);
    if (child == 0)
        _exit(0);
    require(waitpid(child, NULL, 0) == child, "waitpid");
}

static void change_heap(void) {
    static size_t grown;
    if (grown > 40) {
        require(sbrk(-(intptr_t)(20 * SIZE)) != (void *)-1, "sbrk");
        grown -= 20;
    } else {
        char *start = sbrk(10 * SIZE);
        require(start != (void *)-1, "sbrk");
        memset(start, (int)below(255) + 1, 10 * SIZE);
        grown += 10;
    }
}

static void use_stack(size_t depth) {
    volatile char local[2 * SIZE];
    local[SIZE] = (char)depth;
    if (depth > 0)
        use_stack(depth - 1);
    local[0] = local[SIZE];
}

static void guard(const struct region *region) {
    enum { MADV_GUARD_INSTALL_ = 102, MADV_GUARD_REMOVE_ = 103 };
    if (madvise(region->start, SIZE, MADV_GUARD_INSTALL_) == 0)
        require(madvise(region->start, SIZE, MADV_GUARD_REMOVE_) == 0, "madvise");
}

static void change(struct region *region, size_t what) {
    if (region->start == NULL)
        make(region);
    else if (what == 0)
        end(region);
    else if (what == 1 && !region->file)
        replace(region);
    else if (what == 2 && !region->file && region->protection != PROT_NONE)
        move(region);
    else if (what == 3)
        protect(region);
    else if (what == 4)
        give_back(region);
    else if (what == 5)
        guard(region);
    else if (region->protection != PROT_NONE && what < 9)
        read_some(region);
    else if (region->protection != PROT_NONE)
        write_some(region);
}

static void *write_arena(void *argument) {
    uint64_t state = (uintptr_t)argument;
    for (;;)
        scribble(arena + next_random(&state) % ARENA_PAGES * SIZE, &state);
    return NULL;
}

void run_random(const char *argument) {
    seed = strtoull(argument, NULL, 10);
    arena = mmap(NULL, ARENA_PAGES * SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    require(arena != MAP_FAILED, "mmap");
    for (size_t i = 0; i < seed % 3 * 2; i++) {
        pthread_t thread;
        require(pthread_create(&thread, NULL, write_arena, (void *)(uintptr_t)(seed + i)) == 0,
                "pthread_create");
    }
    say_ready();
    for (;;) {
        change(&regions[below(REGIONS)], below(24));
        size_t what = below(200);
        if (what == 0)
            fork_one();
        else if (what < 4)
            change_heap();
        else if (what < 6)
            use_stack(below(40));
    }
}
