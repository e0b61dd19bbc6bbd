/* The file tree of a pod. */
#pragma once

/* Makes the tree at the working directory the root of this process's new mount namespace, with /proc and
   /dev/pts and nothing else mounted: each mount costs time in every freeze. */
void enter_root(void);

/* Gives the pod's own /tmp, /run and /dev/shm the state a freshly started machine has. */
void prepare_directories(void);
