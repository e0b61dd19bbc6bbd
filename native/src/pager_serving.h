/* Putting pages into a process. */
#pragma once
#include "pager_process.h"

enum outcome {
    PLACED,
    CHANGING, /* the process is changing its mappings: read its messages, then try again */
    UNMAPPED, /* nothing is registered there */
    GONE,     /* the process has ended */
};

struct counts {
    uint64_t copied;
    uint64_t zeros;
};

/* Answers a fault: first its page, then what waits around it. */
enum outcome answer_fault(struct process *process, uint64_t address, struct counts *counts);

/* Puts the next piece of what waits into the process. There must be something left. Where the outcome is
   UNMAPPED, it is the first page of the last range that has no place. */
enum outcome fill_piece(struct process *process, struct counts *counts);

/* Whoever waits for any page of the process asks again. */
void wake_all(const struct process *process);
