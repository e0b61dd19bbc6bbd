/* pid1 [--allow-new-privs] -- PROGRAM [ARGUMENTS]: the first process of a pod, started by podinit inside it.
   Runs the session, reaps what it leaves behind, and ends the pod with it or on SIGTERM. It is part of every
   checkpoint, so it stays small: it allocates nothing and holds nothing open but the log. */
#include "confine.h"
#include "descriptors.h"
#include "die.h"
#include "pod.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { GRACE_SECONDS = 5 };

static _Noreturn void run_session(bool allow_new_privs, char **command) {
    check(setsid(), "setsid");
    confine_session(allow_new_privs);
    check(execv(command[0], command), "run %s in the pod", command[0]);
    abort();
}

/* Reaps every process that has ended; true where the session was among them. */
static bool reap(pid_t session) {
    bool ended = false;
    for (pid_t pid; (pid = waitpid(-1, NULL, WNOHANG)) > 0;)
        ended |= pid == session;
    return ended;
}

static bool anyone_left(void) {
    pid_t pid;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
        ;
    return pid == 0;
}

static time_t seconds(void) {
    struct timespec now;
    check(clock_gettime(CLOCK_MONOTONIC, &now), "clock_gettime");
    return now.tv_sec;
}

/* Asks everyone to end and waits a while; whoever is left then ends with pid 1, by the kernel's hand. */
static void end_everyone(const sigset_t *child) {
    static const struct timespec LOOK_AGAIN = {.tv_nsec = 100 * 1000 * 1000};
    kill(-1, SIGTERM); /* there may be nobody */
    kill(-1, SIGCONT); /* who is stopped could not hear it */
    for (time_t end = seconds() + GRACE_SECONDS; anyone_left() && seconds() < end;)
        sigtimedwait(child, NULL, &LOOK_AGAIN);
}

static void keep_house(pid_t session) {
    sigset_t child, wake;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    wake = child;
    sigaddset(&wake, SIGTERM);
    for (;;) {
        int signal = sigwaitinfo(&wake, NULL); /* -1 after a checkpoint: look, and wait again */
        if (signal == SIGTERM) {
            end_everyone(&child);
            return;
        }
        if (reap(session))
            return;
    }
}

int main(int argc, char **argv) {
    bool allow_new_privs = argc > 1 && strcmp(argv[1], "--allow-new-privs") == 0;
    char **command = argv + (allow_new_privs ? 3 : 2);
    if (argc < 3 || command >= argv + argc || strcmp(command[-1], "--") != 0 || getpid() != 1)
        die("is started by podinit, as the first process of a pod");
    take_report_channel();

    sigset_t all;
    sigfillset(&all);
    check(sigprocmask(SIG_SETMASK, &all, NULL), "block signals"); /* they wait until asked for */

    pid_t session = check(fork(), "fork the session");
    if (session == 0)
        run_session(allow_new_privs, command);
    confine_pid1();
    check(close(POD_REPORT_FD), "close the report channel");
    die_fd = STDERR_FILENO;

    keep_house(session);
    return EXIT_SUCCESS;
}
