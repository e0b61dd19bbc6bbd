/* Serves a restored pod its memory from local files: at once where the pod asks, the rest meanwhile.

   FOLDER has two files for each process: lazy-PID, the ranges that CRIU left out, and store-PID, whose
   offsets are addresses. "ready" on stdout says that CRIU may connect to SOCKET. The line "fill" on stdin, or
   CRIU's word that it has finished, begins the filling; the end of stdin before either gives the restore
   up. Exit code 1 before that word means that the restore must fail. In the end a line "done ...": ms counts
   from the beginning of the filling, longest_fault_us from the last instant at which nobody was waiting. */
#include "die.h"
#include "pager_book.h"
#include "pager_keeper.h"
#include "pager_orders.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const char USAGE[] = "usage: pager FOLDER SOCKET";

static int listen_at(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        die("the path %s is too long for a socket", path);
    strcpy(address.sun_path, path);
    int listener = check(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    mode_t mask = umask(0077);
    check(bind(listener, (struct sockaddr *)&address, sizeof address), "bind to %s", path);
    umask(mask);
    check(listen(listener, 1), "listen at %s", path);
    return listener;
}

/* CRIU's connection; ends the program where stdin ends first. */
static int await_criu(struct book *book, int listener, const char *path) {
    struct pollfd polled[] = {{.fd = listener, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    while (check(poll(polled, 2, -1), "poll") && !polled[0].revents) {
        if (!hear_orders(book)) {
            unlink(path);
            exit(EXIT_SUCCESS);
        }
    }
    int connection = check(accept4(listener, NULL, NULL, SOCK_CLOEXEC), "accept");
    check(close(listener), "close the listening socket");
    check(unlink(path), "unlink %s", path);
    return connection;
}

/* As many open files as are allowed, but not more than the book has records: the kernel's refusal can be
 * waited out. */
static void raise_limits(void) {
    struct rlimit limit;
    check(getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
    limit.rlim_cur = limit.rlim_max < MOST_PROCESSES ? limit.rlim_max : MOST_PROCESSES;
    check(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
}

int main(int argc, char **argv) {
    if (argc != 3)
        die("%s", USAGE);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    setsid(); /* fails where there is a session of its own already */
    raise_limits();

    struct book *book = book_new();
    book->folder = check(open(argv[1], O_PATH | O_DIRECTORY | O_CLOEXEC), "open %s", argv[1]);
    int listener = listen_at(argv[2]);
    dprintf(STDOUT_FILENO, "ready\n");
    book->connection = await_criu(book, listener, argv[2]);
    check(chdir("/"), "chdir /");
    keep_working(book);
}
