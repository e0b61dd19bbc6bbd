/* Runs `criu dump --lazy-pages` without the network port on which CRIU would wait for someone to fetch the
   memory that it leaves out: the host service has copied that already. CRIU gets a socket instead in which
   the word that ends its page server stands already (page-xfer.c: PS_IOV_CLOSE), so that it goes on by itself
   after its hook post-dump. */
#include "die.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* CRIU's struct page_server_iov. */
struct request {
    uint32_t command;
    uint64_t pages, address, image;
};

enum { CLOSE = 0x1023 };

int main(int count, char **words) {
    if (count < 3 || count > 100)
        die("usage: lazydump CRIU dump ARGUMENTS...");

    int ends[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), "socketpair");
    struct request request;
    memset(&request, 0, sizeof request);
    request.command = CLOSE;
    if (check_size(write(ends[0], &request, sizeof request), "write") != sizeof request)
        die("the request was cut short");

    char socket[12];
    snprintf(socket, sizeof socket, "%d", ends[1]);
    char *arguments[104];
    int length = 0;
    for (int i = 1; i < count; i++)
        arguments[length++] = words[i];
    arguments[length++] = "--lazy-pages";
    arguments[length++] = "--ps-socket";
    arguments[length++] = socket;
    arguments[length] = NULL;
    check(execv(arguments[0], arguments), "run %s", arguments[0]);
}
