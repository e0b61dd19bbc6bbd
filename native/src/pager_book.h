/* What the pager knows, in memory that its keeper and its worker share: killing either at any instruction
   loses nothing.

   The kernel itself writes the news here: a message of a userfaultfd and the descriptor of a restored process
   are read straight into the book, and the two processes share their open files. So nothing is ever known, or
   open, in one process alone. Single stores to the atomic fields decide when a change holds. */
#pragma once
#include "pager_ranges.h"

#include <linux/userfaultfd.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

enum {
    MOST_PROCESSES = 16384,
    MOST_RANGES = 1 << 22, /* of one process; only what is used takes memory */
    JOURNAL_LENGTH = 1 << 14,
};

/* The ranges a process waited for at some instant, and what dropped out of them or moved since then: messages
   of the kernel, or our own in their form. The entry after the last one is where the next message is read to;
   its event is 0 while there is none. */
struct bank {
    _Atomic size_t entry_count;
    struct uffd_msg entries[JOURNAL_LENGTH + 1];
    size_t range_count;
    struct range ranges[MOST_RANGES];
};

enum state { FREE, LIVE, ENDING };

/* One process of the pod. */
struct record {
    _Atomic enum state state;
    pid_t pid; /* in the pod; of a fork's child: its parent's */
    int uffd;
    int store; /* -1: none */
    _Atomic unsigned current;
    _Alignas(4096) struct bank banks[2]; /* the other one is where a new beginning is written */
};

/* What CRIU is about to hand over. */
struct arrival {
    int32_t pid; /* 0: nobody */
    union {
        char space[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control;
};

struct book {
    int folder;
    int connection;
    struct arrival arrival;
    char order[8]; /* the line on stdin, so far */
    size_t order_length;
    bool fill_ordered;
    bool finished; /* CRIU has said so: the pod runs, or is about to */
    bool filling;
    uint64_t filling_since;

    pid_t keeper;
    int keeper_watch, events; /* descriptors of the present worker; -1: none */

    uint64_t all_read_at; /* when there was last nothing unread, microseconds */
    uint64_t pages, faults, zeros, longest_fault_us;
    size_t record_count; /* those behind were never used */
    struct record records[MOST_PROCESSES];
};

struct book *book_new(void);

/* A record that is not in use. */
struct record *book_free_record(struct book *book);

bool book_any_live(const struct book *book);

/* The record's process is over: its descriptors are closed already. */
void record_free(struct record *record);

/* Begins the record's journal anew, from these ranges. */
void record_begin(struct record *record, const struct ranges *ranges);

/* The ranges as they are now: the beginning and all the journal. */
struct ranges record_ranges(const struct record *record);

/* Whether the next message needs a new beginning first. */
bool record_is_full(const struct record *record);

/* Where the next message is to be read to. */
struct uffd_msg *record_inbox(struct record *record);

/* The message in the inbox is part of the journal now. False: the journal is full, begin anew. */
bool record_accept(struct record *record);

/* Enters that the addresses from start up to end wait no longer. False: the journal is full, begin anew. */
bool record_drop(struct record *record, uint64_t start, uint64_t end);

/* What a message means for the ranges; nothing, for some. */
void apply(const struct uffd_msg *message, struct ranges *ranges);
