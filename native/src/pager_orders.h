/* What the host service says on stdin: the line "fill". */
#pragma once
#include "pager_book.h"

/* Reads what is there. False: the end before the line, the restore was given up. Dies on any other line. */
bool hear_orders(struct book *book);
