#include "pager_watch.h"

#include "die.h"
#include "pager_clock.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

static void watch(const struct book *book, int file, uint64_t source) {
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = source};
    check(epoll_ctl(book->events, EPOLL_CTL_ADD, file, &event), "watch descriptor %d", file);
}

static void close_left(int *descriptor) {
    if (*descriptor != -1)
        close(*descriptor);
    *descriptor = -1;
}

bool watch_all(struct book *book) {
    close_left(&book->events);
    close_left(&book->keeper_watch);
    book->events = check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    book->keeper_watch = (int)syscall(SYS_pidfd_open, book->keeper, 0);
    if (book->keeper_watch != -1)
        watch(book, book->keeper_watch, KEEPER);
    if (!book->finished) {
        watch(book, book->connection, CRIU);
        watch(book, STDIN_FILENO, ORDERS);
    }
    for (size_t i = 0; i < book->record_count; i++)
        if (book->records[i].state == LIVE)
            watch_process(book, &book->records[i]);
    return book->keeper_watch != -1 && getppid() == book->keeper;
}

void watch_process(struct book *book, const struct record *record) {
    watch(book, record->uffd, (uint64_t)(record - book->records));
}

void watch_only_processes(const struct book *book) {
    /* A worker that took over may not have begun to watch them. */
    (void)!epoll_ctl(book->events, EPOLL_CTL_DEL, book->connection, NULL);
    (void)!epoll_ctl(book->events, EPOLL_CTL_DEL, STDIN_FILENO, NULL);
}

static int wait_for(int file, struct epoll_event *found, int timeout_ms) {
    int count = epoll_wait(file, found, MOST_EVENTS, timeout_ms);
    return count == -1 && errno == EINTR ? 0 : check(count, "epoll_wait");
}

struct events await_events(struct book *book, int timeout_ms) {
    struct epoll_event found[MOST_EVENTS];
    struct events events = {.count = wait_for(book->events, found, 0)};
    if (events.count == 0 && timeout_ms != 0) {
        events.count = wait_for(book->events, found, timeout_ms);
        book->all_read_at = now_us();
    }
    events.at = now_us();
    for (int i = 0; i < events.count; i++)
        events.sources[i] = found[i].data.u64;
    return events;
}
