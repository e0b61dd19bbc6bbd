/* What CRIU says on the socket: for each process its pid in the pod, then its userfaultfd; a word at the end.
 */
#pragma once
#include "pager_book.h"

enum news {
    NO_NEWS,
    PROCESS_ARRIVED,
    RESTORE_FINISHED,
};

/* Reads one message into the book. Dies where it is wrong, or CRIU breaks the connection off. */
enum news hear_criu(struct book *book);

/* What of the messages so far was not dealt with; a worker that was killed may leave something. */
enum news unsettled_news(struct book *book);

/* The userfaultfd of the process that has arrived. */
int arrived_uffd(const struct book *book);

/* The news was dealt with. */
void settle_news(struct book *book);
