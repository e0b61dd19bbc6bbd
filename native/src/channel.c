#include "channel.h"

#include "die.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static const char STEP = '\0';

struct channel open_channel(void) {
    int ends[2];
    check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), "socketpair");
    return (struct channel){.outside = ends[0], .inside = ends[1]};
}

void send_step(int end) {
    check_size(send(end, &STEP, 1, MSG_NOSIGNAL), "tell the other side to go on");
}

static size_t receive(int end, char *buffer, size_t size) {
    ssize_t count;
    do
        count = read(end, buffer, size);
    while (count == -1 && errno == EINTR);
    /* A process killed with unread data resets its socket: gone is gone. */
    return count == -1 && errno == ECONNRESET ? 0 : check_size(count, "hear the other side");
}

static _Noreturn void pass_on(int end, char first) {
    char text[1024] = {first};
    for (size_t length = 1; length > 0; length = receive(end, text, sizeof text))
        check_size(write(die_fd, text, length), "pass on a message");
    exit(EXIT_FAILURE);
}

void await_step(int end) {
    char word;
    if (receive(end, &word, 1) == 0)
        die("the other side ended without a word");
    if (word != STEP)
        pass_on(end, word);
}

void await_close(int end) {
    char word;
    if (receive(end, &word, 1) != 0)
        pass_on(end, word);
}
