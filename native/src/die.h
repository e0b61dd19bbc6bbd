/* Failing: every error ends the program with one line that names the thing and the reason. */
#pragma once
#include <stddef.h>
#include <sys/types.h>

/* Where the line goes: stderr, unless the program has someone else to tell. */
extern int die_fd;

/* Ends the program with exit code 1 and "program: message". */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The result of a system call; where that is -1, ends the program with "program: message: reason". */
int check(int result, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for calls that return a number of bytes. */
size_t check_size(ssize_t result, const char *format, ...) __attribute__((format(printf, 2, 3)));
