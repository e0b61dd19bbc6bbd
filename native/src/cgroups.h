#pragma once

#include <sys/types.h>

/* Moves this process into every control group the other process is in, version 1 and 2 alike, so that the
   same limits and the same freezer hold for both. */
void join_cgroups_of(pid_t other);
