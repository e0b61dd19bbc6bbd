/* What a process in a pod may do. */
#pragma once

#include <stdbool.h>

/* Makes this process, in the pod's namespaces and still privileged there, an ordinary program of the session:
   the pod's user, no groups, no capabilities, the seccomp filter, default signals, home directory. With
   allow_new_privs set-id programs work; otherwise no_new_privs is set. */
void confine_session(bool allow_new_privs);

/* Leaves pid 1 nothing but the capability to end the pod's processes. */
void confine_pid1(void);
