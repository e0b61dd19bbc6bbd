/* A thread that is stopped by ptrace and makes system calls for us. All calls must come from one thread; when
   that thread ends, the kernel lets the tracee go, stopped or not. */
#pragma once

#include <stdint.h>
#include <sys/types.h>
#include <sys/user.h>

struct tracee {
    pid_t pid;
    uint64_t instruction;              /* the address of a system call instruction */
    struct user_regs_struct registers; /* to put back */
    uint64_t signals;                  /* the signal mask to put back */
};

/* Attaches and stops it. 0, or -errno: it was not stopped, or runs again, or does so when the calling thread
   ends. */
int tracee_stop(struct tracee *);

/* Makes a system call of one argument, past any filter the thread has. 0 and its result; or -errno, and it
   was not made or the tracee is dead. */
int tracee_call(struct tracee *, long number, long argument, long *result);

/* Puts everything back and detaches. 0 or -errno: it is dead. */
int tracee_let_go(struct tracee *);
