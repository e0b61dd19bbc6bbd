#include "pager_arrivals.h"

#include "die.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const int32_t FINISHED = 0x52535446;
static const int32_t MOST_PID = 1 << 22;

static void require_userfaultfd(int file, pid_t pid) {
    static const char EXPECTED[] = "anon_inode:[userfaultfd]";
    char path[64], target[sizeof EXPECTED];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    size_t length =
        check_size(readlink(path, target, sizeof target), "look at what CRIU sent for process %d", pid);
    if (length != sizeof EXPECTED - 1 || memcmp(target, EXPECTED, length) != 0)
        die("what CRIU sent for process %d is not a userfaultfd", pid);
}

static bool has_descriptor(const struct arrival *arrival) {
    const struct cmsghdr *header = &arrival->control.header;
    return header->cmsg_len == CMSG_LEN(sizeof(int)) && header->cmsg_level == SOL_SOCKET &&
           header->cmsg_type == SCM_RIGHTS;
}

enum news unsettled_news(struct book *book) {
    struct arrival *arrival = &book->arrival;
    if (arrival->pid == FINISHED)
        return RESTORE_FINISHED;
    if (arrival->pid > MOST_PID || arrival->pid < -MOST_PID)
        die("CRIU names %d, which is not a pid", arrival->pid);
    if (arrival->pid < 0) /* a zombie: it has no memory */
        settle_news(book);
    if (arrival->pid == 0 || !has_descriptor(arrival))
        return NO_NEWS;
    require_userfaultfd(arrived_uffd(book), arrival->pid);
    return PROCESS_ARRIVED;
}

/* False: nothing is there yet. */
static bool received(ssize_t result, size_t expected) {
    if (result == -1 && (errno == EAGAIN || errno == EINTR))
        return false;
    size_t size = check_size(result, "hear CRIU");
    if (size == 0)
        die("CRIU broke the connection off before it had finished");
    if (size != expected)
        die("CRIU's message has %zu bytes instead of %zu", size, expected);
    return true;
}

static void hear_pid(struct book *book) {
    int32_t *pid = &book->arrival.pid;
    if (received(recv(book->connection, pid, sizeof *pid, MSG_DONTWAIT), sizeof *pid) && *pid == 0)
        die("CRIU names 0, which is not a pid");
}

static void hear_uffd(struct book *book) {
    struct arrival *arrival = &book->arrival;
    char filler;
    struct iovec data = {.iov_base = &filler, .iov_len = sizeof filler};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = arrival->control.space,
                             .msg_controllen = sizeof arrival->control.space};
    if (!received(recvmsg(book->connection, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC), sizeof filler))
        return;
    if (!has_descriptor(arrival) || message.msg_flags & MSG_CTRUNC)
        die("CRIU sent no userfaultfd for process %d", arrival->pid);
}

enum news hear_criu(struct book *book) {
    if (book->arrival.pid == 0)
        hear_pid(book);
    else
        hear_uffd(book);
    return unsettled_news(book);
}

int arrived_uffd(const struct book *book) {
    int uffd;
    memcpy(&uffd, CMSG_DATA(&book->arrival.control.header), sizeof uffd);
    return uffd;
}

void settle_news(struct book *book) {
    memset(&book->arrival.control, 0, sizeof book->arrival.control);
    book->arrival.pid = 0;
}
