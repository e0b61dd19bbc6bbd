/* A process of a pod as the pager's tests need one: it does what the lines on stdin say, and answers each
   with a line.

   Memory that was mapped for the pager holds, in each word, the word's own address. */
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PAGE = 4096 };

static int uffd = -1;

static void *at(uint64_t address) {
    return (void *)(uintptr_t)address; // NOLINT: addresses are what this is about
}

static int answer(int failed) {
    return failed ? printf("failed: %s\n", strerror(errno)) : printf("ok\n");
}

/* As CRIU does. */
static int open_uffd(void) {
    struct uffdio_api api = {.api = UFFD_API,
                             .features = UFFD_FEATURE_EVENT_FORK | UFFD_FEATURE_EVENT_REMAP |
                                         UFFD_FEATURE_EVENT_UNMAP | UFFD_FEATURE_EVENT_REMOVE};
    uffd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
    if (uffd == -1 || ioctl(uffd, UFFDIO_API, &api) == -1)
        return answer(1);
    return printf("%d\n", uffd);
}

static int map(uint64_t address, uint64_t pages) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE;
    return answer(mmap(at(address), pages * PAGE, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED);
}

static int enrol(uint64_t address, uint64_t pages) {
    struct uffdio_register enrolled = {.range = {.start = address, .len = pages * PAGE},
                                       .mode = UFFDIO_REGISTER_MODE_MISSING};
    return answer(ioctl(uffd, UFFDIO_REGISTER, &enrolled));
}

/* Every word from address on, for so many pages, step pages apart, is its place under the address it was
 * mapped at. */
static int verify(uint64_t address, uint64_t pages, uint64_t mapped_at, uint64_t step) {
    for (uint64_t page = 0; page < pages; page += step)
        for (uint64_t offset = page * PAGE; offset < (page + 1) * PAGE; offset += sizeof(uint64_t)) {
            uint64_t found = *(volatile uint64_t *)at(address + offset);
            if (found != mapped_at + offset)
                return printf("%lx holds %lx\n", address + offset, found);
        }
    return answer(0);
}

static int verify_zeros(uint64_t address, uint64_t pages) {
    for (uint64_t offset = 0; offset < pages * PAGE; offset += sizeof(uint64_t))
        if (*(volatile uint64_t *)at(address + offset) != 0)
            return printf("%lx holds %lx\n", address + offset, *(volatile uint64_t *)at(address + offset));
    return answer(0);
}

/* Discards every second page, one by one. */
static int thin_out(uint64_t address, uint64_t pages) {
    for (uint64_t page = 0; page < pages; page += 2)
        if (madvise(at(address + page * PAGE), PAGE, MADV_DONTNEED) == -1)
            return answer(1);
    return answer(0);
}

/* The memory that is there, without asking for what is not. */
static int count_present(uint64_t address, uint64_t pages) {
    unsigned char *present = malloc(pages);
    uint64_t count = 0;
    if (present == NULL || mincore(at(address), pages * PAGE, present) == -1)
        return answer(1);
    for (uint64_t i = 0; i < pages; i++)
        count += present[i] & 1;
    free(present);
    return printf("%lu\n", count);
}

/* The child goes on here, with pipes of its own: name.in and name.out. */
static int branch(const char *name) {
    pid_t child = fork();
    if (child != 0)
        return child == -1 ? answer(1) : printf("%d\n", child);
    char path[256];
    snprintf(path, sizeof path, "%s.in", name);
    if (freopen(path, "r", stdin) == NULL)
        _exit(1);
    snprintf(path, sizeof path, "%s.out", name);
    if (freopen(path, "w", stdout) == NULL)
        _exit(1);
    return 0;
}

static int obey(const char *line) {
    char word[32], name[200];
    uint64_t a = 0, b = 0, c = 0, d = 0;
    if (sscanf(line, "fork %199s", name) == 1)
        return branch(name);
    if (sscanf(line, "%31s %lx %lu %lx %lu", word, &a, &b, &c, &d) < 1)
        return printf("what?\n");
    if (strcmp(word, "uffd") == 0)
        return open_uffd();
    if (strcmp(word, "close") == 0)
        return answer(close(uffd));
    if (strcmp(word, "map") == 0)
        return map(a, b);
    if (strcmp(word, "register") == 0)
        return enrol(a, b);
    if (strcmp(word, "verify") == 0)
        return verify(a, b, c, d);
    if (strcmp(word, "zeros") == 0)
        return verify_zeros(a, b);
    if (strcmp(word, "present") == 0)
        return count_present(a, b);
    if (strcmp(word, "write") == 0)
        return memset(at(a), 1, b * PAGE) == NULL ? answer(1) : answer(0);
    if (strcmp(word, "protect") == 0)
        return answer(mprotect(at(a), b * PAGE, PROT_READ));
    if (strcmp(word, "discard") == 0)
        return answer(madvise(at(a), b * PAGE, MADV_DONTNEED));
    if (strcmp(word, "advise") == 0)
        return answer(madvise(at(a), b * PAGE, (int)c));
    if (strcmp(word, "thin") == 0)
        return thin_out(a, b);
    if (strcmp(word, "unmap") == 0)
        return answer(munmap(at(a), b * PAGE));
    if (strcmp(word, "remap") == 0)
        return answer(mremap(at(a), b * PAGE, b * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, at(c)) == MAP_FAILED);
    if (strcmp(word, "exec") == 0)
        return execl("/bin/cat", "cat", NULL);
    return printf("what?\n");
}

int main(void) {
    char line[256];
    setlinebuf(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        obey(line);
        fflush(stdout);
    }
    return 0;
}
