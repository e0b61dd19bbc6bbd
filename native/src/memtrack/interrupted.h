/* What an interruption would change, were the registers put back as they are found. */
#pragma once

#include <sys/types.h>
#include <sys/user.h>

/* Changes the registers of a thread that was stopped by PTRACE_INTERRUPT to those with which it goes on as if
   it had not been. */
void interrupted_prepare(pid_t pid, struct user_regs_struct *);
