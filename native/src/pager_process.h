/* A process of the pod as the worker sees it: its record in the book, and the worker's own view of that. */
#pragma once
#include "pager_book.h"
#include "pager_store.h"

struct process {
    struct record *record; /* NULL: none */
    struct ranges ranges;
    struct store *store;
    bool waits;    /* its mappings are changing, or not yet there: filling it has to wait a little */
    bool gone;     /* it ended, or runs another program now */
    bool emptying; /* its store is of no use to anyone else later on */
    uint64_t unplaced;
};

/* Enters a new process in the book, with a copy of the ranges. */
void process_admit(struct process *process, struct record *record, pid_t pid, int uffd, struct store *store,
                   const struct ranges *ranges);

/* The view of a record that another worker has left. */
void process_recall(struct process *process, struct record *record, struct store *store);

/* Pages from start up to end don't wait any longer: they are there, or will read as zeros for good. */
void process_drop(struct process *process, uint64_t start, uint64_t end);

/* The message in the inbox becomes part of what is known. */
void process_accept(struct process *process);

/* Lets go: the kernel wakes whoever still waits for a page, and every page that is missing reads as zeros. */
void process_end(struct process *process);
