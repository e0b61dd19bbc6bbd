#include "die.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int die_fd = STDERR_FILENO;

static _Noreturn void end(const char *format, va_list arguments, int reason)
    __attribute__((format(printf, 1, 0)));

static _Noreturn void end(const char *format, va_list arguments, int reason) {
    char message[1024];
    vsnprintf(message, sizeof message, format, arguments);
    if (reason)
        dprintf(die_fd, "%s: %s: %s\n", program_invocation_short_name, message, strerror(reason));
    else
        dprintf(die_fd, "%s: %s\n", program_invocation_short_name, message);
    exit(EXIT_FAILURE);
}

void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    end(format, arguments, 0);
}

int check(int result, const char *format, ...) {
    if (result == -1) {
        int reason = errno;
        va_list arguments;
        va_start(arguments, format);
        end(format, arguments, reason);
    }
    return result;
}

size_t check_size(ssize_t result, const char *format, ...) {
    if (result == -1) {
        int reason = errno;
        va_list arguments;
        va_start(arguments, format);
        end(format, arguments, reason);
    }
    return (size_t)result;
}
