/* The keeper: has a worker, and a new one where that dies. A worker whose keeper dies becomes the keeper of
 * another. */
#pragma once
#include "pager_book.h"

/* Ends the program when the work is done, when it fails before CRIU has finished, or on SIGTERM before that.
 */
_Noreturn void keep_working(struct book *book);
