#include "tracee.h"

#include "interrupted.h"

#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

/* For a process that is to stop: long enough for a busy machine to run it, short enough for a caller who has
 * many. */
enum { PATIENCE_MS = 1000, SPINS = 50, NAP_NS = 20000 };

/* What waitid calls the status of a stop: the signal, and above it ptrace's event. */
enum {
    EVENT_STOP = PTRACE_EVENT_STOP,
    SYSTEM_CALL_STOP = SIGTRAP | 0x80,
};

/* The kernel's, of which the C library's headers have no type. */
enum { GET_SYSCALL_USER_DISPATCH_CONFIG = 0x4211 };
struct dispatch {
    uint64_t mode, selector, offset, size;
};

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int trace(enum __ptrace_request request, const struct tracee *tracee, uintptr_t address,
                 const void *data) {
    return ptrace(request, tracee->pid, address, data) == -1 ? -errno : 0;
}

/* Waits until it stands. 0 and the status; -ESRCH: it is dead; -EAGAIN: not before the deadline, if there is
   one. Looks again and again, since waiting can't be given up without a signal; nothing is reaped, since a
   process that dies belongs to its parent. */
static int await_stop(const struct tracee *tracee, int64_t deadline, int *status) {
    for (unsigned tries = 0;; tries++) {
        siginfo_t seen = {0};
        if (waitid(P_PID, (id_t)tracee->pid, &seen,
                   WSTOPPED | WEXITED | WNOWAIT | WNOHANG | __WALL | __WNOTHREAD) != 0)
            return errno == ECHILD ? -ESRCH : -errno;
        if (seen.si_pid != 0) {
            *status = seen.si_status;
            return seen.si_code == CLD_TRAPPED || seen.si_code == CLD_STOPPED ? 0 : -ESRCH;
        }
        if (deadline != 0 && now_ms() > deadline)
            return -EAGAIN;
        /* On an idle machine it stands at once. On a busy one, who sleeps is served sooner than who spins. */
        if (tries >= SPINS)
            nanosleep(&(struct timespec){.tv_nsec = NAP_NS}, NULL);
    }
}

/* Signals that were on their way are let through until it stands for us. */
static int interrupt(const struct tracee *tracee) {
    int64_t deadline = now_ms() + PATIENCE_MS;
    int status, result = trace(PTRACE_INTERRUPT, tracee, 0, NULL);
    while (result == 0 && (result = await_stop(tracee, deadline, &status)) == 0 && status >> 8 != EVENT_STOP)
        result = trace(PTRACE_CONT, tracee, 0, (const void *)(uintptr_t)status);
    return result;
}

static int examine(struct tracee *tracee) {
    struct iovec registers = {&tracee->registers, sizeof tracee->registers};
    int result = trace(PTRACE_GETREGSET, tracee, NT_PRSTATUS, &registers);
    if (result < 0)
        return result;
    struct dispatch dispatch = {0};
    trace((enum __ptrace_request)GET_SYSCALL_USER_DISPATCH_CONFIG, tracee, sizeof dispatch, &dispatch);
    if (registers.iov_len != sizeof tracee->registers || dispatch.mode != 0)
        return -EOPNOTSUPP;
    /* It may have run another program since the instruction was found. */
    errno = 0;
    long code = ptrace(PTRACE_PEEKTEXT, tracee->pid, tracee->instruction, NULL);
    if (errno != 0 || (code & 0xffff) != 0x050f)
        return errno == ESRCH ? -ESRCH : -EAGAIN;
    return trace(PTRACE_GETSIGMASK, tracee, sizeof tracee->signals, &tracee->signals);
}

int tracee_stop(struct tracee *tracee) {
    int result =
        ptrace(PTRACE_SEIZE, tracee->pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_SUSPEND_SECCOMP) == -1
            ? -errno
            : interrupt(tracee);
    if (result < 0)
        return result;
    result = examine(tracee);
    if (result < 0) {
        trace(PTRACE_DETACH, tracee, 0, NULL);
        return result;
    }
    interrupted_prepare(tracee->pid, &tracee->registers);
    /* Its signals wait. SIGTRAP and the like are no exception: none arises from a system call stop. */
    uint64_t none = ~UINT64_C(0);
    return trace(PTRACE_SETSIGMASK, tracee, sizeof none, &none);
}

/* To the next system call stop. It always stands when this returns, or is dead. A freezer may keep it from
   getting there; then it is interrupted, before the call: -EAGAIN. */
static int run_to_system_call(const struct tracee *tracee) {
    int64_t deadline = now_ms() + PATIENCE_MS;
    for (int signal = 0;;) {
        int status, result = trace(PTRACE_SYSCALL, tracee, 0, (const void *)(uintptr_t)signal);
        if (result == 0)
            result = await_stop(tracee, deadline, &status);
        if (result == -EAGAIN) {
            deadline = 0;
            result = trace(PTRACE_INTERRUPT, tracee, 0, NULL);
            if (result == 0)
                result = await_stop(tracee, deadline, &status);
        }
        if (result < 0 || status == SYSTEM_CALL_STOP)
            return result;
        bool stands_for_us = status >> 8 == EVENT_STOP;
        if ((stands_for_us && deadline == 0) || (!stands_for_us && status != SIGSTOP))
            return -EAGAIN;
        /* It is being stopped by job control. Under ptrace it runs on, and stops when it is let go. */
        signal = stands_for_us ? 0 : SIGSTOP;
    }
}

int tracee_call(struct tracee *tracee, long number, long argument, long *result) {
    struct user_regs_struct registers = tracee->registers;
    registers.rip = tracee->instruction;
    registers.orig_rax = ~0ULL; /* the kernel must not restart the interrupted call now */
    registers.rax = (unsigned long long)number;
    registers.rdi = (unsigned long long)argument;
    int failed = trace(PTRACE_SETREGS, tracee, 0, &registers);
    for (int stops = 0; failed == 0 && stops < 2; stops++) /* on its way in, and out */
        failed = run_to_system_call(tracee);
    if (failed == 0)
        failed = trace(PTRACE_GETREGS, tracee, 0, &registers);
    *result = (long)registers.rax;
    return failed;
}

int tracee_let_go(struct tracee *tracee) {
    int registers = trace(PTRACE_SETREGS, tracee, 0, &tracee->registers);
    int signals = trace(PTRACE_SETSIGMASK, tracee, sizeof tracee->signals, &tracee->signals);
    int detached = trace(PTRACE_DETACH, tracee, 0, NULL);
    return registers < 0 ? registers : signals < 0 ? signals : detached;
}
