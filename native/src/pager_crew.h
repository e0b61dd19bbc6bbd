/* The processes of the pod, all of them, as the worker sees them. */
#pragma once
#include "pager_process.h"

/* The views of all records, in their order. */
struct crew {
    struct book *book;
    struct process *members;
};

/* The crew that the book knows, with what another worker left half done completed. */
struct crew crew_recall(struct book *book);

/* Frees the views; the book stays. */
void crew_forget(struct crew *crew);

/* A process that CRIU hands over and that is not known already. Dies where its files in the folder are not as
   they must be. */
void crew_admit(struct crew *crew, pid_t pid, int uffd);

/* The child of a fork, which waits for the same pages as its parent from here on. Watched from here
   on, unless it is already, or waits for none. */
void crew_fork(struct crew *crew, struct process *parent, int uffd);
