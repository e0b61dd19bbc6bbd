/* Letting a process open a userfaultfd on its own memory, which only itself can, and taking it over. */
#pragma once

#include <stdint.h>
#include <sys/types.h>

/* Stops the main thread of the process for the time of two system calls, made at the address of a system call
   instruction. pidfd is the same process. A descriptor of ours; the process keeps none. Or -errno, see
   memtrack_open. */
int inject_userfaultfd(pid_t pid, int pidfd, uint64_t instruction);
