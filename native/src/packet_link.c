#include "packet_link.h"

#include "die.h"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* A peer that sends at full speed fills this in the few milliseconds in which the program does not run. */
enum { QUEUE_BYTES = 16 << 20 };

typedef struct virtio_net_hdr virtio_header;

static void set(int socket, int level, int option, int value, const char *name) {
    check(setsockopt(socket, level, option, &value, sizeof value), "setsockopt %s", name);
}

int packet_socket(void) {
    int made = check(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0), "packet socket");
    set(made, SOL_PACKET, PACKET_VNET_HDR, 1, "PACKET_VNET_HDR");
    set(made, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1, "PACKET_IGNORE_OUTGOING");
    set(made, SOL_SOCKET, SO_RCVBUFFORCE, QUEUE_BYTES, "SO_RCVBUFFORCE");
    return made;
}

void bind_to_link(int packet_socket, const char *link) {
    struct ifreq request = {.ifr_ifindex = 0};
    strncpy(request.ifr_name, link, IF_NAMESIZE - 1);
    /* By the socket: it is in the namespace the link is in. */
    check(ioctl(packet_socket, SIOCGIFINDEX, &request), "the link %s", link);
    struct sockaddr_ll address = {
        .sll_family = AF_PACKET,
        .sll_protocol = htons(ETH_P_ALL),
        .sll_ifindex = request.ifr_ifindex,
    };
    check(bind(packet_socket, (struct sockaddr *)&address, sizeof address), "bind to the link %s", link);
}

void send_frame(int packet_socket, const struct frame *frame) {
    unsigned char bytes[sizeof(virtio_header) + sizeof frame->bytes];
    memset(bytes, 0, sizeof(virtio_header));
    memcpy(bytes + sizeof(virtio_header), frame->bytes, frame->length);
    (void)!send(packet_socket, bytes, sizeof(virtio_header) + frame->length, 0);
}

const unsigned char *frame_in(const unsigned char *received) {
    return received + sizeof(virtio_header);
}

size_t frame_length(size_t received) {
    return received < sizeof(virtio_header) ? 0 : received - sizeof(virtio_header);
}

static bool has_at(size_t place, const struct ether_addr *mac, const unsigned char *received, size_t length) {
    return frame_length(length) >= sizeof(struct ether_header) &&
           memcmp(frame_in(received) + place, mac, sizeof *mac) == 0;
}

bool is_from(const struct ether_addr *mac, const unsigned char *received, size_t length) {
    return has_at(offsetof(struct ether_header, ether_shost), mac, received, length);
}

bool is_for_many(const unsigned char *received, size_t length) {
    return frame_length(length) >= sizeof(struct ether_header) && (*frame_in(received) & 1) != 0;
}

bool is_for(const struct ether_addr *mac, const unsigned char *received, size_t length) {
    return has_at(offsetof(struct ether_header, ether_dhost), mac, received, length);
}
