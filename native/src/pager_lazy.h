/* The files that say what a process waits for: lazy-PID, its ranges, and store-PID, their bytes. */
#pragma once
#include "pager_ranges.h"

#include <sys/types.h>

/* The ranges in lazy-PID; dies where it is missing or not as it must be. */
struct ranges read_lazy(int folder, pid_t pid);

/* store-PID, open; -1 where there is none. */
int open_store(int folder, pid_t pid);
