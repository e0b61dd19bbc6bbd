/* The program of a pod's pid 1, which lies beside podinit and is copied into each pod. */
#pragma once

/* Outside the pod: a descriptor of the program. */
int open_pid1(void);

/* Inside the pod, as its root: puts the program where the pod runs it from. */
void install_pid1(int program);
