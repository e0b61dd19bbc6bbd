/* Reading /proc/PID/maps line by line. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct maps_line {
    uint64_t start, end;
    bool executable, private;
    uint64_t inode;
    const char *name; /* empty for most anonymous mappings */
};

struct maps_reader {
    int file;
    size_t begin, end; /* of what is read and not yet used */
    bool drained;
    char text[64 << 10];
};

/* Starts at the first line of the open file. 0 or -errno. */
int maps_rewind(struct maps_reader *, int file);

/* 1 and the next line, valid until the next call; 0 at the end; or -errno. */
int maps_next(struct maps_reader *, struct maps_line *);
