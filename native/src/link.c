#include "link.h"

#include "die.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <sys/socket.h>

int open_link(const char *name, unsigned short type) {
    unsigned index = if_nametoindex(name);
    if (index == 0)
        check(-1, "the link %s", name);
    struct sockaddr_ll address = {
        .sll_family = AF_PACKET, .sll_ifindex = (int)index, .sll_protocol = htons(type)};
    int link = check(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0), "packet socket");
    check(bind(link, (struct sockaddr *)&address, sizeof address), "bind to the link %s", name);
    return link;
}
