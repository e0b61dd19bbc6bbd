#include "pager_worker.h"

#include "pager_arrivals.h"
#include "pager_clock.h"
#include "pager_messages.h"
#include "pager_orders.h"
#include "pager_page.h"
#include "pager_watch.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    /* Filling stands back for faults, but not for ever: a piece after so many busy rounds. */
    MOST_BUSY_ROUNDS = 8,
    RETRY_MS = 2,
    /* When the filling begins the pod is about to run: for so long it has the processor to itself. */
    HEAD_START_MS = 150,
};

struct worker {
    struct book *book;
    struct crew crew;
    size_t turn; /* which member is being filled in */
    unsigned busy_rounds;
    bool keeper_lost;
    bool stdin_ended;
    bool given_up;
};

static void begin_filling(struct book *book) {
    if (!book->filling)
        book->filling_since = now_us();
    book->filling = true;
}

static void end_if_done(const struct worker *worker, struct process *process) {
    /* Until CRIU has finished, more mappings may be registered. */
    if (process->record != NULL && worker->book->finished && (process->gone || process->ranges.count == 0))
        process_end(process);
}

static void finish_restore(struct worker *worker) {
    struct book *book = worker->book;
    book->finished = true;
    begin_filling(book);
    watch_only_processes(book);
    for (size_t i = 0; i < book->record_count; i++)
        end_if_done(worker, &worker->crew.members[i]);
}

static void take_news(struct worker *worker, enum news news) {
    if (news == NO_NEWS)
        return;
    if (news == RESTORE_FINISHED)
        finish_restore(worker);
    else
        crew_admit(&worker->crew, worker->book->arrival.pid, arrived_uffd(worker->book));
    settle_news(worker->book);
}

/* What CRIU has said by the end of the orders counts: the pod may run already. */
static bool criu_has_said_more(const struct book *book) {
    char byte;
    return recv(book->connection, &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) > 0;
}

static void take_orders(struct worker *worker) {
    worker->stdin_ended = !hear_orders(worker->book);
    if (worker->book->fill_ordered)
        begin_filling(worker->book);
}

static void take_event(struct worker *worker, uint64_t source) {
    struct book *book = worker->book;
    if (source == KEEPER)
        worker->keeper_lost = true;
    else if (source == CRIU && !book->finished)
        take_news(worker, hear_criu(book));
    else if (source == ORDERS && !book->finished)
        take_orders(worker);
    else if (source < MOST_PROCESSES && worker->crew.members[source].record != NULL) {
        take_message(&worker->crew, &worker->crew.members[source]);
        end_if_done(worker, &worker->crew.members[source]);
    }
}

static bool may_fill(const struct book *book) {
    return book->filling && now_us() - book->filling_since >= HEAD_START_MS * 1000;
}

/* The process whose turn it is; NULL where none can be filled just now. */
static struct process *next_to_fill(struct worker *worker) {
    size_t count = worker->book->record_count;
    bool may = may_fill(worker->book);
    for (size_t tried = 0; may && tried < count; tried++) {
        struct process *process = &worker->crew.members[worker->turn % count];
        if (process->record != NULL && !process->waits && !process->gone && process->ranges.count > 0)
            return process;
        worker->turn++;
    }
    return NULL;
}

static void fill(struct worker *worker, struct process *process) {
    struct counts counts = {0};
    process->emptying = true;
    enum outcome outcome = fill_piece(process, &counts);
    worker->book->pages += counts.copied;
    process->gone |= outcome == GONE;
    process->waits = outcome == CHANGING || outcome == UNMAPPED;
    if (outcome == UNMAPPED && worker->book->finished) { /* it will never have a place */
        uint64_t page = process->ranges.at[process->ranges.count - 1].start;
        process_drop(process, page, page + PAGE_SIZE);
        process->unplaced++;
        process->waits = false;
    }
    end_if_done(worker, process);
}

/* Whether anyone waits who can be tried again after a while. */
static bool anyone_waits(const struct worker *worker) {
    for (size_t i = 0; i < worker->book->record_count; i++)
        if (worker->crew.members[i].waits)
            return true;
    return false;
}

static void try_again(struct worker *worker) {
    for (size_t i = 0; i < worker->book->record_count; i++)
        worker->crew.members[i].waits = false;
}

/* One round: what was said and asked first, then a piece of what nobody has asked for yet. */
static void go_round(struct worker *worker) {
    bool can_fill = next_to_fill(worker) != NULL;
    bool is_soon = anyone_waits(worker) || (worker->book->filling && !may_fill(worker->book));
    struct events events = await_events(worker->book, can_fill ? 0 : is_soon ? RETRY_MS : -1);
    for (int i = 0; i < events.count; i++)
        take_event(worker, events.sources[i]);
    worker->given_up = worker->stdin_ended && !worker->book->finished && !criu_has_said_more(worker->book);
    worker->book->all_read_at = events.at;
    if (!can_fill && events.count == 0)
        try_again(worker);
    worker->busy_rounds = events.count > 0 ? worker->busy_rounds + 1 : 0;
    struct process *process = next_to_fill(worker);
    if (process != NULL && worker->busy_rounds % MOST_BUSY_ROUNDS == 0)
        fill(worker, process);
}

/* Completes what a worker before this one may have left half done. */
static void take_over(struct worker *worker) {
    struct book *book = worker->book;
    worker->crew = crew_recall(book);
    worker->keeper_lost = !watch_all(book);
    if (book->fill_ordered)
        begin_filling(book);
    take_news(worker, unsettled_news(book));
    for (size_t i = 0; i < book->record_count; i++) {
        struct process *process = &worker->crew.members[i];
        if (process->record == NULL)
            continue;
        settle_message(&worker->crew, process);
        wake_all(process);
        end_if_done(worker, process);
    }
}

static void report(const struct book *book) {
    dprintf(STDOUT_FILENO, "done pages=%lu faults=%lu zero=%lu longest_fault_us=%lu ms=%lu\n", book->pages,
            book->faults, book->zeros, book->longest_fault_us, (now_us() - book->filling_since) / 1000);
}

enum work_end work(struct book *book) {
    struct worker worker = {.book = book};
    take_over(&worker);
    while (!worker.keeper_lost && !worker.given_up && !(book->finished && !book_any_live(book)))
        go_round(&worker);
    crew_forget(&worker.crew);
    if (worker.keeper_lost)
        return KEEPER_LOST;
    if (!worker.given_up)
        report(book);
    return WORK_DONE;
}
