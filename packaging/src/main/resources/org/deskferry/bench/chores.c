/* chores KIND COUNT [HOST PORT]: work of one kind, so often. For comparing what it takes inside and outside of a pod. */
#include <arpa/inet.h>
#include <err.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define WORD 16384
#define BLOCK (64 << 20)
#define UNDER_WAY 4

static int must(int result, const char *what) {
    if (result < 0)
        err(1, "%s", what);
    return result;
}

/* One byte from one device to another, and a look at a file. */
static void calls(long count) {
    int from = must(open("/dev/zero", O_RDONLY), "/dev/zero");
    int to = must(open("/dev/null", O_WRONLY), "/dev/null");
    struct stat status;
    char byte;

    while (count--) {
        must((int)read(from, &byte, 1), "read");
        must((int)write(to, &byte, 1), "write");
        must(stat("/etc/passwd", &status), "stat");
    }
}

/* Fresh memory, written to and walked through in an order that no cache foresees. */
static void memory(long count) {
    while (count--) {
        unsigned char *block = malloc(BLOCK);
        size_t at = 0;

        if (!block)
            errx(1, "no memory");
        memset(block, (int)count, BLOCK);
        for (int i = 0; i < 1 << 20; i++) {
            block[at]++;
            at = (at * 1103515245 + 12345) % BLOCK;
        }
        free(block);
    }
}

/* Words to an echo and back, a few of them on their way at once, so that nobody falls asleep in between. */
static void network(long count, const char *host, int port) {
    struct sockaddr_in peer = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    int talk = must(socket(AF_INET, SOCK_STREAM, 0), "socket");
    int on = 1;
    char word[WORD] = {0};

    if (inet_pton(AF_INET, host, &peer.sin_addr) != 1)
        errx(1, "%s is no address", host);
    must(connect(talk, (struct sockaddr *)&peer, sizeof peer), "connect");
    must(setsockopt(talk, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
    for (long i = 0; i < count + UNDER_WAY; i++) {
        if (i >= UNDER_WAY)
            must((int)recv(talk, word, sizeof word, MSG_WAITALL), "recv");
        if (i < count)
            must((int)send(talk, word, sizeof word, 0), "send");
    }
}

int main(int argc, char **argv) {
    const char *kind = argc > 2 ? argv[1] : "";
    long count = argc > 2 ? atol(argv[2]) : 0;

    if (!strcmp(kind, "calls"))
        calls(count);
    else if (!strcmp(kind, "memory"))
        memory(count);
    else if (!strcmp(kind, "network") && argc == 5)
        network(count, argv[3], atoi(argv[4]));
    else
        errx(2, "usage: chores calls|memory|network COUNT [HOST PORT]");
    return 0;
}
