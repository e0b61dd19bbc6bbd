/* The program of one system call that takes a second or what the test sends, and how it ended. */
#include "victim.h"

#include <errno.h>
#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void nothing(int number) {
    (void)number;
}

static long wait_in(const char *name) {
    static uint32_t word;
    struct pollfd input = {.fd = 0, .events = POLLIN};
    struct timespec second = {.tv_sec = 1};
    char byte;
    sigset_t signals;
    sigemptyset(&signals);
    if (strcmp(name, "nanosleep") == 0)
        return nanosleep(&second, NULL);
    if (strcmp(name, "read") == 0)
        return read(0, &byte, 1);
    if (strcmp(name, "futex") == 0)
        return syscall(SYS_futex, &word, FUTEX_WAIT, 0, &second);
    if (strcmp(name, "poll") == 0)
        return poll(&input, 1, 60000);
    if (strcmp(name, "ppoll") == 0)
        return ppoll(&input, 1, NULL, &signals);
    if (strcmp(name, "select") == 0) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(0, &set);
        return select(1, &set, NULL, NULL, NULL);
    }
    if (strcmp(name, "sigtimedwait") == 0) {
        sigaddset(&signals, SIGUSR2);
        return sigtimedwait(&signals, NULL, &second);
    }
    if (strcmp(name, "sigsuspend") == 0)
        return sigsuspend(&signals);
    if (strcmp(name, "semop") == 0) {
        int set = semget(IPC_PRIVATE, 1, 0600);
        struct sembuf take = {.sem_op = -1};
        long result = semtimedop(set, &take, 1, &second);
        int error = errno;
        semctl(set, 0, IPC_RMID);
        errno = error;
        return result;
    }
    if (strcmp(name, "recv") == 0) {
        int pair[2];
        struct timeval limit = {.tv_sec = 1};
        require(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 &&
                    setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0,
                "socketpair");
        return recv(pair[0], &byte, 1, 0);
    }
    if (strcmp(name, "epoll") == 0 || strcmp(name, "epoll_pwait") == 0) {
        struct epoll_event event = {.events = EPOLLIN};
        int epoll = epoll_create1(0);
        require(epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &event) == 0, "epoll");
        return name[5] == '\0' ? epoll_wait(epoll, &event, 1, -1)
                               : epoll_pwait(epoll, &event, 1, -1, &signals);
    }
    require(false, name);
    return 0;
}

/* SIGUSR1 is handled, and blocked save in calls that bring their own mask; SIGUSR2 is blocked. */
void run_wait(const char *name) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    sigaddset(&signals, SIGUSR2);
    struct sigaction action = {.sa_handler = nothing};
    require(sigprocmask(SIG_BLOCK, &signals, NULL) == 0 && sigaction(SIGUSR1, &action, NULL) == 0, "signals");
    say_ready();
    long result = wait_in(name);
    printf("%ld %s\n", result, result < 0 ? strerrorname_np(errno) : "-");
    fflush(stdout);
    for (;;)
        pause();
}
