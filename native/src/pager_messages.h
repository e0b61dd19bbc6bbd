/* What the kernel says of a process: a page is missing, or its mappings have changed. */
#pragma once
#include "pager_crew.h"
#include "pager_serving.h"

/* Reads one message into the process's inbox, and deals with it. */
void take_message(struct crew *crew, struct process *process);

/* Deals with the message in the inbox, if there is one. Doing so twice, by two workers, does no harm. */
void settle_message(struct crew *crew, struct process *process);
