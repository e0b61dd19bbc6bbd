/* The worker: serves faults, and fills in the rest meanwhile. */
#pragma once
#include "pager_book.h"

enum work_end {
    WORK_DONE,   /* all is filled in, or the restore was given up */
    KEEPER_LOST, /* nobody would replace this worker now */
};

/* Begins where the book says, which may be in the middle of anything. Dies where the restore must fail. */
enum work_end work(struct book *book);
