/* Programs to be tracked by the tests of libmemtrack: victim [refuse] NAME [ARGUMENT]. Each says "ready" when
 * it is. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <linux/rseq.h>
#include <poll.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SIZE = 4096, HUGE_SIZE = 2 << 20, REGIONS = 48, MOST_PAGES = 700 };

static void require(bool ok, const char *what) {
    if (!ok) {
        perror(what);
        _exit(9);
    }
}

static void say_ready(void) {
    require(write(1, "ready\n", 6) == 6, "write");
}

/* A filter like a pod's, but one that kills: an injected call that is seen by it ends the process. */
static void refuse_userfaultfd(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    require(filter != NULL &&
                seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(userfaultfd), 0) == 0 &&
                seccomp_load(filter) == 0,
            "seccomp");
    seccomp_release(filter);
}

/* ---- random: changes its memory in every way there is, for ever. */

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

static uint64_t next_random(uint64_t *state) {
    *state += 0x9e3779b97f4a7c15;
    uint64_t mixed = (*state ^ (*state >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

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

static void run_random(const char *argument) {
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

/* ---- wait: one system call that takes a second or what the test sends, and how it ended. */

static void nothing(int number) {
    (void)number;
}

static long wait_in(const char *name) {
    static uint32_t word;
    struct pollfd input = {.fd = 0, .events = POLLIN};
    struct timespec second = {.tv_sec = 1};
    char byte;
    sigset_t signals;
    sigemptyset(&signals);
    if (strcmp(name, "nanosleep") == 0)
        return nanosleep(&second, NULL);
    if (strcmp(name, "read") == 0)
        return read(0, &byte, 1);
    if (strcmp(name, "futex") == 0)
        return syscall(SYS_futex, &word, FUTEX_WAIT, 0, &second);
    if (strcmp(name, "poll") == 0)
        return poll(&input, 1, 60000);
    if (strcmp(name, "ppoll") == 0)
        return ppoll(&input, 1, NULL, &signals);
    if (strcmp(name, "select") == 0) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(0, &set);
        return select(1, &set, NULL, NULL, NULL);
    }
    if (strcmp(name, "sigtimedwait") == 0) {
        sigaddset(&signals, SIGUSR2);
        return sigtimedwait(&signals, NULL, &second);
    }
    if (strcmp(name, "sigsuspend") == 0)
        return sigsuspend(&signals);
    if (strcmp(name, "semop") == 0) {
        int set = semget(IPC_PRIVATE, 1, 0600);
        struct sembuf take = {.sem_op = -1};
        long result = semtimedop(set, &take, 1, &second);
        int error = errno;
        semctl(set, 0, IPC_RMID);
        errno = error;
        return result;
    }
    if (strcmp(name, "recv") == 0) {
        int pair[2];
        struct timeval limit = {.tv_sec = 1};
        require(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 &&
                    setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0,
                "socketpair");
        return recv(pair[0], &byte, 1, 0);
    }
    if (strcmp(name, "epoll") == 0 || strcmp(name, "epoll_pwait") == 0) {
        struct epoll_event event = {.events = EPOLLIN};
        int epoll = epoll_create1(0);
        require(epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &event) == 0, "epoll");
        return name[5] == '\0' ? epoll_wait(epoll, &event, 1, -1)
                               : epoll_pwait(epoll, &event, 1, -1, &signals);
    }
    require(false, name);
    return 0;
}

/* SIGUSR1 is handled, and blocked save in calls that bring their own mask; SIGUSR2 is blocked. */
static void run_wait(const char *name) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    sigaddset(&signals, SIGUSR2);
    struct sigaction action = {.sa_handler = nothing};
    require(sigprocmask(SIG_BLOCK, &signals, NULL) == 0 && sigaction(SIGUSR1, &action, NULL) == 0, "signals");
    say_ready();
    long result = wait_in(name);
    printf("%ld %s\n", result, result < 0 ? strerrorname_np(errno) : "-");
    fflush(stdout);
    for (;;)
        pause();
}

/* ---- busy: does nothing but look at its registers, and says so if one changes. */

static void run_busy(const char *argument) {
    (void)argument;
    say_ready();
    __asm__ volatile("mov $0x1111111111111111, %%rax\n mov $0x2222222222222222, %%rbx\n"
                     "mov $0x3333333333333333, %%rcx\n mov $0x4444444444444444, %%rdx\n"
                     "mov $0x5555555555555555, %%rsi\n mov $0x6666666666666666, %%rdi\n"
                     "mov $0x7777777777777777, %%r8\n mov $0x0888888888888888, %%r9\n"
                     "mov $0x0999999999999999, %%r10\n mov $0x0aaaaaaaaaaaaaaa, %%r11\n"
                     "movq %%rax, %%xmm7\n"
                     "1: mov $0x1111111111111111, %%r12\n cmp %%r12, %%rax\n jne 2f\n"
                     "mov $0x2222222222222222, %%r12\n cmp %%r12, %%rbx\n jne 2f\n"
                     "mov $0x3333333333333333, %%r12\n cmp %%r12, %%rcx\n jne 2f\n"
                     "mov $0x4444444444444444, %%r12\n cmp %%r12, %%rdx\n jne 2f\n"
                     "mov $0x5555555555555555, %%r12\n cmp %%r12, %%rsi\n jne 2f\n"
                     "mov $0x6666666666666666, %%r12\n cmp %%r12, %%rdi\n jne 2f\n"
                     "mov $0x7777777777777777, %%r12\n cmp %%r12, %%r8\n jne 2f\n"
                     "mov $0x0888888888888888, %%r12\n cmp %%r12, %%r9\n jne 2f\n"
                     "mov $0x0999999999999999, %%r12\n cmp %%r12, %%r10\n jne 2f\n"
                     "mov $0x0aaaaaaaaaaaaaaa, %%r12\n cmp %%r12, %%r11\n jne 2f\n"
                     "movq %%xmm7, %%r12\n cmp %%r12, %%rax\n jne 2f\n"
                     "jmp 1b\n 2:\n" ::
                         : "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "xmm7",
                           "cc");
    _exit(3);
}

/* ---- signals: counts the real-time signals it handles; on SIGUSR1, says how many. */

static volatile sig_atomic_t handled;
static volatile sig_atomic_t asked;

static void count(int number) {
    if (number == SIGUSR1)
        asked = 1;
    else
        handled = handled + 1;
}

static void run_signals(const char *argument) {
    (void)argument;
    struct sigaction action = {.sa_handler = count, .sa_flags = SA_RESTART};
    require(sigaction(SIGRTMIN, &action, NULL) == 0 && sigaction(SIGUSR1, &action, NULL) == 0, "sigaction");
    say_ready();
    for (;;) {
        while (!asked)
            nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
        asked = 0;
        printf("%d\n", (int)handled);
        fflush(stdout);
    }
}

/* ---- sequence: lives in a restartable sequence, which is left only by being aborted; counts that. */

static void run_sequence(const char *argument) {
    (void)argument;
    volatile uint64_t *aborts = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    require(aborts != MAP_FAILED, "mmap");
    pid_t reporter = fork();
    if (reporter == 0) {
        for (char byte; read(0, &byte, 1) == 1;) {
            printf("%llu\n", (unsigned long long)*aborts);
            fflush(stdout);
        }
        _exit(0);
    }
    extern const ptrdiff_t __rseq_offset;
    volatile struct rseq *area = (void *)((char *)__builtin_thread_pointer() + __rseq_offset);
    say_ready();
    __asm__ volatile(".pushsection .data.rel, \"aw\"\n .balign 32\n"
                     "9: .long 0, 0\n .quad 1f, 2f - 1f, 4f\n .popsection\n"
                     "3: lea 9b(%%rip), %%rax\n mov %%rax, %0\n"
                     "1: jmp 1b\n"
                     "2: ud2\n"
                     ".byte 0x0f, 0xb9, 0x3d\n .long 0x53053053\n"
                     "4: incq %1\n jmp 3b\n"
                     : "+m"(area->rseq_cs), "+m"(*aborts)::"rax", "cc", "memory");
}

/* ---- Small ones. */

static void run_write(const char *argument) {
    size_t pages = strtoull(argument, NULL, 10);
    char *start = mmap(NULL, pages * SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    require(start != MAP_FAILED, "mmap");
    memset(start, 1, pages * SIZE);
    say_ready();
    for (size_t i = 0;; i = (i + 1) % pages)
        start[i * SIZE]++;
}

/* Writes pages in turn and computes a little on each. On every byte of input: "PAGES CPU_NS GAP_NS", since
   the last time: how many, in how much of its own time, and the longest that it stood still. */
static uint64_t clock_ns(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void report_pace(uint64_t *count, uint64_t *cpu, uint64_t *gap) {
    char byte, line[96];
    uint64_t now = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    int size = snprintf(line, sizeof line, "%llu %llu %llu\n", (unsigned long long)*count,
                        (unsigned long long)(now - *cpu), (unsigned long long)*gap);
    require(read(0, &byte, 1) == 1 && write(1, line, (size_t)size) == size, "talk");
    *count = *gap = 0;
    *cpu = now;
}

static void run_pace(const char *argument) {
    size_t pages = strtoull(argument, NULL, 10);
    char *start = mmap(NULL, pages * SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    require(start != MAP_FAILED, "mmap");
    memset(start, 1, pages * SIZE);
    say_ready();
    struct pollfd input = {.fd = 0, .events = POLLIN};
    uint64_t count = 0, gap = 0, state = 1, cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID),
             last = clock_ns(CLOCK_MONOTONIC);
    for (size_t i = 0;; i = (i + 1) % pages) {
        for (size_t computed = 0; computed < 2000; computed++)
            start[i * SIZE + computed] = (char)next_random(&state);
        uint64_t now = clock_ns(CLOCK_MONOTONIC);
        gap = now - last > gap ? now - last : gap;
        last = now;
        if (++count % 64 == 0 && poll(&input, 1, 0) == 1) {
            report_pace(&count, &cpu, &gap);
            last = clock_ns(CLOCK_MONOTONIC);
        }
    }
}

/* On every byte of input, one page of its own is written, which it names. */
static void run_step(const char *argument) {
    size_t pages = strtoull(argument, NULL, 10);
    char *start = mmap(NULL, pages * SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    require(start != MAP_FAILED, "mmap");
    memset(start, 1, pages * SIZE);
    say_ready();
    char byte;
    for (size_t i = 0; read(0, &byte, 1) == 1; i++) {
        char *page = start + i % pages * SIZE, line[32];
        page[0]++;
        int size = snprintf(line, sizeof line, "%lx\n", (unsigned long)page);
        require(write(1, line, (size_t)size) == size, "write");
    }
}

/* Runs itself again on every byte of input. */
static void run_exec(const char *argument) {
    char *memory = mmap(NULL, 64 * SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), byte;
    require(memory != MAP_FAILED, "mmap");
    memset(memory, argument[0], 64 * SIZE);
    say_ready();
    require(read(0, &byte, 1) == 1, "read");
    execl("/proc/self/exe", "victim", "exec", argument[0] == 'a' ? "b" : "a", NULL);
    require(false, "exec");
}

static void *sleep_on(void *argument) {
    for (;;)
        pause();
    return argument;
}

static void run_headless(const char *argument) {
    (void)argument;
    pthread_t thread;
    require(pthread_create(&thread, NULL, sleep_on, NULL) == 0, "pthread_create");
    say_ready();
    syscall(SYS_exit, 0);
}

/* A child of vfork that says its pid, and waits for input. */
static void run_vfork(const char *argument) {
    (void)argument;
    char byte;
    if (vfork() == 0) {
        dprintf(1, "%d\n", getpid());
        require(read(0, &byte, 1) == 1, "read");
        _exit(0);
    }
    say_ready();
    for (;;)
        pause();
}

/* One mapping of each odd kind, its name and address a line. */
static void name(const char *what, char *start) {
    printf("%s %lx\n", what, (unsigned long)start);
}

static void run_kinds(const char *argument) {
    (void)argument;
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC), memory = memfd_create("victim", MFD_CLOEXEC);
    enum { BOTH = PROT_READ | PROT_WRITE, OWN = MAP_PRIVATE | MAP_ANONYMOUS };
    char *droppable = mmap(NULL, SIZE, BOTH, 0x08 /* MAP_DROPPABLE */ | MAP_ANONYMOUS, -1, 0);
    char *none = mmap(NULL, 2 * SIZE, BOTH, OWN, -1, 0), *gone = mmap(NULL, 3 * SIZE, BOTH, OWN, -1, 0);
    char *of_file = mmap(NULL, 2 * SIZE, BOTH, MAP_PRIVATE, file, 0);
    char *shared = mmap(NULL, SIZE, BOTH, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char *memfd = mmap(NULL, 2 * SIZE, BOTH, MAP_SHARED, memory, 0);
    char *zero = mmap(NULL, SIZE, PROT_READ, OWN, -1, 0), *guarded = mmap(NULL, SIZE, BOTH, OWN, -1, 0);
    char *huge = mmap(NULL, 2 * HUGE_SIZE, BOTH, OWN, -1, 0);
    huge = (char *)(((uintptr_t)huge + HUGE_SIZE - 1) / HUGE_SIZE * HUGE_SIZE);
    madvise(huge, HUGE_SIZE, MADV_HUGEPAGE);
    memset(none, 'n', 2 * SIZE);
    memset(gone, 'g', 3 * SIZE);
    of_file[0] = shared[0] = guarded[0] = huge[0] = 'x';
    (void)*(volatile char *)zero;
    (void)*(volatile char *)(of_file + SIZE);
    require(memfd != MAP_FAILED && ftruncate(memory, 2 * SIZE) == 0, "memfd");
    memfd[SIZE] = 'm';
    require(mprotect(none, 2 * SIZE, PROT_NONE) == 0 && munmap(gone + SIZE, SIZE) == 0, "set up");
    name(madvise(guarded, SIZE, 102) == 0 ? "guard" : "guard-unknown", guarded);
    if (droppable != MAP_FAILED) {
        droppable[0] = 'd';
        name("droppable", droppable);
    }
    name("none", none);
    name("gone", gone);
    name("file", of_file);
    name("file-read", of_file + SIZE);
    name("shared", shared);
    name("memfd", memfd);
    name("zero", zero);
    name("huge", huge);
    fflush(stdout);
    say_ready();
    for (;;)
        pause();
}

/* So many mappings that don't merge, a page with content in each. */
static void run_many(const char *argument) {
    size_t mappings = strtoull(argument, NULL, 10);
    for (size_t i = 0; i < mappings; i++) {
        char *start = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        require(start != MAP_FAILED, "mmap");
        memset(start, 'm', SIZE);
        require(mprotect(start, SIZE, i % 2 == 0 ? PROT_READ : PROT_READ | PROT_WRITE) == 0, "mprotect");
    }
    say_ready();
    for (;;)
        pause();
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(const char *);
    } PROGRAMS[] = {
        {"random", run_random}, {"wait", run_wait},   {"busy", run_busy},         {"signals", run_signals},
        {"write", run_write},   {"step", run_step},   {"sequence", run_sequence}, {"exec", run_exec},
        {"vfork", run_vfork},   {"kinds", run_kinds}, {"headless", run_headless}, {"many", run_many},
        {"pace", run_pace},
    };
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (argc > 1 && strcmp(argv[1], "refuse") == 0) {
        refuse_userfaultfd();
        argc--, argv++;
    }
    for (size_t i = 0; argc > 1 && i < sizeof PROGRAMS / sizeof *PROGRAMS; i++)
        if (strcmp(argv[1], PROGRAMS[i].name) == 0)
            PROGRAMS[i].run(argc > 2 ? argv[2] : "");
    return 2;
}
