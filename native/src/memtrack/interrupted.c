#include "interrupted.h"

#include <errno.h>
#include <linux/rseq.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>

enum { ERESTARTNOHAND = 514 }; /* the kernel's own: to be restarted, unless a signal is handled first */

/* Most system calls that are interrupted say themselves how they are restarted, and the kernel does so when
   the registers are put back. These fail with EINTR instead, although no signal came (signal(7)). Their time
   limits start anew, which is the lesser evil. */
static const long NEVER_RESTARTED[] = {
    SYS_epoll_wait,   SYS_epoll_pwait, SYS_epoll_pwait2, SYS_rt_sigtimedwait, SYS_semop,   SYS_semtimedop,
    SYS_io_getevents, SYS_accept,      SYS_accept4,      SYS_recvfrom,        SYS_recvmsg,
};

static void let_it_restart(struct user_regs_struct *registers) {
    if ((long)registers->rax != -EINTR)
        return;
    for (size_t i = 0; i < sizeof NEVER_RESTARTED / sizeof *NEVER_RESTARTED; i++)
        if ((long)registers->orig_rax == NEVER_RESTARTED[i])
            registers->rax = -(unsigned long long)ERESTARTNOHAND;
}

static bool read_memory(pid_t pid, uint64_t address, void *buffer, size_t size) {
    struct iovec here = {buffer, size}, there = {(void *)address, size};
    return process_vm_readv(pid, &here, 1, &there, 1, 0) == (ssize_t)size;
}

/* In a restartable sequence, the kernel would forget the sequence when it sees the thread outside, in our
   system call, and not restart it when it is back. So what preemption may do at any time is done here. */
static void abort_sequence(pid_t pid, struct user_regs_struct *registers) {
    struct __ptrace_rseq_configuration area = {0};
    uint64_t address;
    struct rseq_cs sequence;
    if (ptrace(PTRACE_GET_RSEQ_CONFIGURATION, pid, sizeof area, &area) == -1 || area.rseq_abi_pointer == 0 ||
        !read_memory(pid, area.rseq_abi_pointer + offsetof(struct rseq, rseq_cs), &address, sizeof address) ||
        address == 0 || !read_memory(pid, address, &sequence, sizeof sequence))
        return;
    if (registers->rip - sequence.start_ip < sequence.post_commit_offset)
        registers->rip = sequence.abort_ip;
}

void interrupted_prepare(pid_t pid, struct user_regs_struct *registers) {
    let_it_restart(registers);
    abort_sequence(pid, registers);
}
