#include "pager_keeper.h"

#include "die.h"
#include "pager_worker.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A fork that shares the open files: what either opens, both have, whichever dies. */
static pid_t start_worker(void) {
    return check((pid_t)syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, NULL), "start a worker");
}

static _Noreturn void give_up(pid_t worker) {
    check(kill(worker, SIGKILL), "end the worker");
    check(waitpid(worker, NULL, 0), "await the worker's end");
    exit(EXIT_SUCCESS);
}

static int await_end(const struct book *book, pid_t worker, const sigset_t *signals) {
    int status;
    while (check(waitpid(worker, &status, WNOHANG), "await the worker") == 0) {
        int received = sigwaitinfo(signals, NULL);
        if (received == SIGTERM && !book->finished)
            give_up(worker);
    }
    return status;
}

void keep_working(struct book *book) {
    static const struct timespec PAUSE = {.tv_nsec = 5 * 1000 * 1000};
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGCHLD);
    check(sigprocmask(SIG_BLOCK, &signals, NULL), "block signals");
    for (;;) {
        book->keeper = getpid();
        pid_t worker = start_worker();
        if (worker == 0) {
            if (work(book) == WORK_DONE)
                exit(EXIT_SUCCESS);
            continue;
        }
        int status = await_end(book, worker, &signals);
        /* Before CRIU has finished, a failure is the restore's. Afterwards the pod needs its memory, whatever
         * happens. */
        if (WIFEXITED(status) && (WEXITSTATUS(status) == EXIT_SUCCESS || !book->finished))
            exit(WEXITSTATUS(status));
        nanosleep(&PAUSE, NULL);
    }
}
