#include "pager_book.h"

#include "die.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct book *book_new(void) {
    int memory = check(memfd_create("pager", MFD_CLOEXEC), "memfd_create");
    check(ftruncate(memory, sizeof(struct book)), "size the book");
    struct book *book = mmap(NULL, sizeof *book, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (book == MAP_FAILED)
        check(-1, "map the book");
    check(close(memory), "close the book's file");
    book->keeper_watch = book->events = -1;
    return book;
}

struct record *book_free_record(struct book *book) {
    size_t index = 0;
    while (index < book->record_count && book->records[index].state != FREE)
        index++;
    if (index == MOST_PROCESSES)
        die("more than %d processes", MOST_PROCESSES);
    if (index == book->record_count)
        book->record_count++;
    return &book->records[index];
}

bool book_any_live(const struct book *book) {
    for (size_t i = 0; i < book->record_count; i++)
        if (book->records[i].state == LIVE)
            return true;
    return false;
}

void record_free(struct record *record) {
    (void)!madvise(record->banks, sizeof record->banks, MADV_REMOVE); /* only memory is at stake */
    record->state = FREE;
}

static struct bank *current(struct record *record) {
    return &record->banks[record->current];
}

void record_begin(struct record *record, const struct ranges *ranges) {
    if (ranges->count > MOST_RANGES)
        die("process %d: memory in more than %d pieces", record->pid, MOST_RANGES);
    unsigned next = 1 - record->current;
    struct bank *bank = &record->banks[next];
    if (ranges->count > 0)
        memcpy(bank->ranges, ranges->at, ranges->count * sizeof *ranges->at);
    bank->range_count = ranges->count;
    bank->entries[0].event = 0;
    bank->entry_count = 0;
    record->current = next;
}

struct ranges record_ranges(const struct record *record) {
    const struct bank *bank = &record->banks[record->current];
    struct ranges ranges = {0};
    for (size_t i = 0; i < bank->range_count; i++)
        ranges_append(&ranges, bank->ranges[i]);
    for (size_t i = 0; i < bank->entry_count; i++)
        apply(&bank->entries[i], &ranges);
    return ranges;
}

bool record_is_full(const struct record *record) {
    return record->banks[record->current].entry_count == JOURNAL_LENGTH;
}

struct uffd_msg *record_inbox(struct record *record) {
    struct bank *bank = current(record);
    return &bank->entries[bank->entry_count];
}

bool record_accept(struct record *record) {
    struct bank *bank = current(record);
    size_t next = bank->entry_count + 1;
    if (next <= JOURNAL_LENGTH)
        bank->entries[next].event = 0; /* what an earlier journal left there must not count as news */
    bank->entry_count = next;
    return !record_is_full(record);
}

bool record_drop(struct record *record, uint64_t start, uint64_t end) {
    struct bank *bank = current(record);
    struct uffd_msg *entry = &bank->entries[bank->entry_count];
    if (bank->entry_count > 0 && entry[-1].event == UFFD_EVENT_REMOVE && entry[-1].arg.remove.end == start) {
        entry[-1].arg.remove.end = end;
        return true;
    }
    entry->event = 0;
    atomic_signal_fence(memory_order_seq_cst); /* half an entry must never look like one */
    entry->arg.remove.start = start;
    entry->arg.remove.end = end;
    atomic_signal_fence(memory_order_seq_cst);
    entry->event = UFFD_EVENT_REMOVE;
    return record_accept(record);
}

void apply(const struct uffd_msg *message, struct ranges *ranges) {
    if (message->event == UFFD_EVENT_REMAP)
        ranges_move(ranges, message->arg.remap.from, message->arg.remap.to, message->arg.remap.len);
    else if (message->event == UFFD_EVENT_REMOVE || message->event == UFFD_EVENT_UNMAP)
        ranges_drop(ranges, message->arg.remove.start, message->arg.remove.end);
}
