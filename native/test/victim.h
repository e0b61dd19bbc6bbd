/* What the programs to be tracked share, and those that have a file of their own. */
#ifndef VICTIM_H
#define VICTIM_H

#include <stdbool.h>
#include <stdint.h>

enum { SIZE = 4096, HUGE_SIZE = 2 << 20 };

/* Ends the program if it does not hold, saying what and errno. */
void require(bool ok, const char *what);

void say_ready(void);

/* The next of a sequence that looks random. */
uint64_t next_random(uint64_t *state);

/* SEED: changes its memory in every way there is, for ever. */
void run_random(const char *argument);

/* NAME: one system call that takes a second or what the test sends, and how it ended. */
void run_wait(const char *name);

#endif
