#include "loopback.h"

#include "die.h"

#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

void raise_loopback(void) {
    int socket_fd = check(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    struct ifreq request = {.ifr_name = "lo"};
    check(ioctl(socket_fd, SIOCGIFFLAGS, &request), "read the flags of lo");
    request.ifr_flags |= IFF_UP;
    check(ioctl(socket_fd, SIOCSIFFLAGS, &request), "bring lo up");
    check(close(socket_fd), "close");
}
