/* Waiting for any of them: the keeper's end, CRIU, the host service, and every process of the pod. */
#pragma once
#include "pager_book.h"

enum { MOST_EVENTS = 64 };

/* Where an event comes from; a smaller number is the index of a record. */
enum source { KEEPER = MOST_PROCESSES, CRIU, ORDERS };

struct events {
    int count;
    uint64_t sources[MOST_EVENTS];
    uint64_t at; /* when the wait was over, microseconds */
};

/* Begins to watch everything that the book knows. False: the keeper is gone. */
bool watch_all(struct book *book);

void watch_process(struct book *book, const struct record *record);

/* From here on neither CRIU nor the host service has anything to say. */
void watch_only_processes(const struct book *book);

/* Waits up to so many milliseconds, -1 for ever. Tells the book since when what it finds may have been there.
 */
struct events await_events(struct book *book, int timeout_ms);
