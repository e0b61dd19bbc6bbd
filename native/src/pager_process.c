#include "pager_process.h"

#include "die.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

void process_admit(struct process *process, struct record *record, pid_t pid, int uffd, struct store *store,
                   const struct ranges *ranges) {
    check(fcntl(uffd, F_SETFL, O_NONBLOCK), "process %d: userfaultfd", pid); /* its poll fails otherwise */
    record->pid = pid;
    record->uffd = uffd;
    record->store = store->file;
    record_begin(record, ranges);
    record->state = LIVE;
    process_recall(process, record, store);
}

void process_recall(struct process *process, struct record *record, struct store *store) {
    *process = (struct process){.record = record, .ranges = record_ranges(record), .store = store};
    if (record_is_full(record))
        record_begin(record, &process->ranges);
}

void process_drop(struct process *process, uint64_t start, uint64_t end) {
    ranges_drop(&process->ranges, start, end);
    if (!record_drop(process->record, start, end))
        record_begin(process->record, &process->ranges);
}

void process_accept(struct process *process) {
    apply(record_inbox(process->record), &process->ranges);
    if (!record_accept(process->record))
        record_begin(process->record, &process->ranges);
}

void process_end(struct process *process) {
    if (process->unplaced > 0)
        dprintf(STDERR_FILENO, "pager: process %d: %zu pages had no place\n", process->record->pid,
                (size_t)process->unplaced);
    process->record->state = ENDING;
    close(process->record->uffd);
    store_leave(process->store, process->emptying);
    record_free(process->record);
    ranges_free(&process->ranges);
    *process = (struct process){0};
}
