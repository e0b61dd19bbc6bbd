/* Programs to be tracked by the tests of libmemtrack: victim [refuse] NAME [ARGUMENT]. Each says "ready" when
 * it is. */
#include "victim.h"

#include <fcntl.h>
#include <linux/rseq.h>
#include <poll.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

void require(bool ok, const char *what) {
    if (!ok) {
        perror(what);
        _exit(9);
    }
}

void say_ready(void) {
    require(write(1, "ready\n", 6) == 6, "write");
}

/* splitmix64. */
uint64_t next_random(uint64_t *state) {
    *state += 0x9e3779b97f4a7c15;
    uint64_t mixed = (*state ^ (*state >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
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
