#include "pager_crew.h"

#include "die.h"
#include "pager_lazy.h"
#include "pager_watch.h"

#include <stdlib.h>
#include <unistd.h>

static struct store *store_of(const struct crew *crew, int file) {
    for (size_t i = 0; file != -1 && i < crew->book->record_count; i++) {
        struct process *member = &crew->members[i];
        if (member->record != NULL && member->store->file == file) {
            member->store->users++;
            return member->store;
        }
    }
    return store_new(file);
}

struct crew crew_recall(struct book *book) {
    struct crew crew = {.book = book, .members = calloc(MOST_PROCESSES, sizeof *crew.members)};
    if (crew.members == NULL)
        die("no memory for the processes");
    for (size_t i = 0; i < book->record_count; i++)
        if (book->records[i].state != FREE)
            process_recall(&crew.members[i], &book->records[i], store_of(&crew, book->records[i].store));
    /* Before anything is opened, whose number might be one that was closed already. */
    for (size_t i = 0; i < book->record_count; i++)
        if (book->records[i].state == ENDING)
            process_end(&crew.members[i]);
    return crew;
}

void crew_forget(struct crew *crew) {
    for (size_t i = 0; i < crew->book->record_count; i++) {
        struct process *member = &crew->members[i];
        if (member->record == NULL)
            continue;
        ranges_free(&member->ranges);
        if (--member->store->users == 0)
            free(member->store);
    }
    free(crew->members);
}

static struct process *view_of(const struct crew *crew, const struct record *record) {
    return &crew->members[record - crew->book->records];
}

static struct record *find_live(struct book *book, pid_t pid, int uffd) {
    for (size_t i = 0; i < book->record_count; i++) {
        struct record *record = &book->records[i];
        if (record->state == LIVE && record->pid == pid && (uffd == -1 || record->uffd == uffd))
            return record;
    }
    return NULL;
}

void crew_admit(struct crew *crew, pid_t pid, int uffd) {
    struct record *known = find_live(crew->book, pid, -1);
    if (known != NULL && known->uffd != uffd)
        die("CRIU names process %d twice", pid);
    if (known != NULL)
        return;
    struct ranges ranges = read_lazy(crew->book->folder, pid);
    struct record *record = book_free_record(crew->book);
    struct process *process = view_of(crew, record);
    process_admit(process, record, pid, uffd, store_new(open_store(crew->book->folder, pid)), &ranges);
    ranges_free(&ranges);
    watch_process(crew->book, record);
}

void crew_fork(struct crew *crew, struct process *parent, int uffd) {
    if (find_live(crew->book, parent->record->pid, uffd) != NULL)
        return;
    if (parent->ranges.count == 0) {
        check(close(uffd), "close a userfaultfd");
        return;
    }
    struct record *record = book_free_record(crew->book);
    struct process *child = view_of(crew, record);
    parent->store->users++;
    process_admit(child, record, parent->record->pid, uffd, parent->store, &parent->ranges);
    watch_process(crew->book, record);
}
