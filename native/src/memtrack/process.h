/* A process under /proc, by a handle that never comes to mean another one. */
#pragma once

#include <sys/types.h>

/* Opens /proc/PID. A descriptor or -ESRCH, -errno. */
int process_open(pid_t pid);

/* Opens a file in it for reading. The files about memory are bound to what the process has now, and show
   nothing once it has run another program. A descriptor or -ESRCH, -errno. */
int process_file(int process, const char *name);

/* The same process's parent, or -errno. */
pid_t process_parent(int process);
