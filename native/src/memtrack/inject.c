#include "inject.h"

#include "tracee.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY 1
#endif

struct injection {
    pid_t pid;
    int pidfd;
    uint64_t instruction;
    int result;
};

/* In the stopped process; the descriptor must be gone from it again whatever happens. */
static int take_userfaultfd(struct tracee *tracee, int pidfd) {
    long theirs;
    int result = tracee_call(tracee, SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY, &theirs);
    if (result < 0 || theirs < 0)
        return result < 0 ? result : (int)theirs;
    int ours = (int)syscall(SYS_pidfd_getfd, pidfd, (int)theirs, 0);
    /* Another of its threads has closed it: that can only be a process in the midst of closing everything. */
    if (ours < 0)
        ours = errno == EBADF ? -EAGAIN : -errno;
    long closed;
    result = tracee_call(tracee, SYS_close, theirs, &closed);
    if (result < 0 && ours >= 0) {
        close(ours);
        ours = result;
    }
    return ours;
}

static int inject(const struct injection *injection) {
    struct tracee tracee = {.pid = injection->pid, .instruction = injection->instruction};
    int result = tracee_stop(&tracee);
    if (result < 0)
        return result;
    /* Alive means that the pid has not gone to another process since the caller looked at it. */
    if (syscall(SYS_pidfd_send_signal, injection->pidfd, 0, NULL, 0) != 0)
        result = -errno;
    else
        result = take_userfaultfd(&tracee, injection->pidfd);
    int left = tracee_let_go(&tracee);
    if (left < 0 && result >= 0) {
        close(result);
        result = left;
    }
    return result;
}

static void *run(void *argument) {
    struct injection *injection = argument;
    injection->result = inject(injection);
    return NULL;
}

/* On a thread that ends with it: a process that does not stop in time can't be let go of, save by the end of
   its tracer. It takes no signals, which may be meant for the threads of a runtime. */
int inject_userfaultfd(pid_t pid, int pidfd, uint64_t instruction) {
    struct injection injection = {.pid = pid, .pidfd = pidfd, .instruction = instruction};
    sigset_t all, before;
    pthread_t thread;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&thread, NULL, run, &injection);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error != 0)
        return -error;
    pthread_join(thread, NULL);
    return injection.result;
}
