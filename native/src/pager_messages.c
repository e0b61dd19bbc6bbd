#include "pager_messages.h"

#include "pager_clock.h"

#include <errno.h>
#include <unistd.h>

enum { RETRY_US = 200 };

static void answer(struct book *book, struct process *process, uint64_t address) {
    struct counts counts = {0};
    process->emptying = book->filling;
    process->gone |= answer_fault(process, address, &counts) == GONE;
    uint64_t waited = now_us() - book->all_read_at;
    if (waited > book->longest_fault_us)
        book->longest_fault_us = waited;
    book->faults++;
    book->pages += counts.copied;
    book->zeros += counts.zeros;
}

void settle_message(struct crew *crew, struct process *process) {
    struct uffd_msg *message = record_inbox(process->record);
    switch (message->event) {
    case UFFD_EVENT_PAGEFAULT:
        answer(crew->book, process, message->arg.pagefault.address);
        break;
    case UFFD_EVENT_FORK:
        crew_fork(crew, process, (int)message->arg.fork.ufd);
        message->event = 0;
        break;
    case UFFD_EVENT_REMAP:
    case UFFD_EVENT_REMOVE:
    case UFFD_EVENT_UNMAP:
        process_accept(process);
        break;
    default: /* none, or one that CRIU does not ask for */
        break;
    }
}

void take_message(struct crew *crew, struct process *process) {
    struct uffd_msg *message = record_inbox(process->record);
    message->event = 0;
    process->waits = false;
    if (read(process->record->uffd, message, sizeof *message) == sizeof *message) {
        settle_message(crew, process);
    } else if (errno != EAGAIN) { /* no descriptor is free for a fork's child, say: fill others first */
        process->waits = true;
        usleep(RETRY_US);
    }
}
