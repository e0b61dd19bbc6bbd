#include "frames.h"

#include <arpa/inet.h>
#include <netinet/icmp6.h>
#include <netinet/if_ether.h>
#include <netinet/ip6.h>
#include <stdint.h>
#include <string.h>

enum { HOP_LIMIT = 255 }; /* receivers drop messages of neighbours with any other */

struct arp_frame {
    struct ether_header ethernet;
    struct ether_arp arp;
} __attribute__((packed));

struct neighbour_frame {
    struct ether_header ethernet;
    struct ip6_hdr ip;
    struct nd_neighbor_advert message; /* a solicitation has the same fields */
    struct nd_opt_hdr option;          /* of an advertisement only */
    unsigned char mac[ETH_ALEN];
} __attribute__((packed));

static struct ether_header header(const struct ether_addr *from, const unsigned char *to, uint16_t type) {
    struct ether_header ethernet = {.ether_type = htons(type)};
    memcpy(ethernet.ether_shost, from, ETH_ALEN);
    memcpy(ethernet.ether_dhost, to, ETH_ALEN);
    return ethernet;
}

static struct frame frame_of(const void *bytes, size_t length) {
    struct frame frame = {.length = length};
    memcpy(frame.bytes, bytes, length);
    return frame;
}

/* To everyone; from nobody's address if that is 0. */
static struct arp_frame arp(const struct ether_addr *mac, struct in_addr from, struct in_addr about,
                            unsigned short operation) {
    static const unsigned char EVERYONE[ETH_ALEN] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    struct arp_frame frame = {
        .ethernet = header(mac, EVERYONE, ETHERTYPE_ARP),
        .arp.ea_hdr = {.ar_hrd = htons(ARPHRD_ETHER),
                       .ar_pro = htons(ETHERTYPE_IP),
                       .ar_hln = ETH_ALEN,
                       .ar_pln = sizeof about,
                       .ar_op = htons(operation)},
    };
    memcpy(frame.arp.arp_sha, mac, ETH_ALEN);
    memcpy(frame.arp.arp_spa, &from, sizeof from);
    memcpy(frame.arp.arp_tpa, &about, sizeof about);
    return frame;
}

struct frame gratuitous_arp(const struct ether_addr *mac, struct in_addr address, unsigned short operation) {
    struct arp_frame frame = arp(mac, address, address, operation);
    if (operation == ARPOP_REPLY)
        memcpy(frame.arp.arp_tha, mac, ETH_ALEN); /* a request doesn't know it: zeros */
    return frame_of(&frame, sizeof frame);
}

struct frame arp_reply(const struct ether_addr *mac, const struct arp_question *to) {
    struct arp_frame frame = arp(mac, to->wanted, to->address, ARPOP_REPLY);
    memcpy(frame.ethernet.ether_dhost, &to->mac, ETH_ALEN);
    memcpy(frame.arp.arp_tha, &to->mac, ETH_ALEN);
    return frame_of(&frame, sizeof frame);
}

struct frame arp_probe(const struct ether_addr *mac, struct in_addr address) {
    struct arp_frame frame = arp(mac, (struct in_addr){0}, address, ARPOP_REQUEST);
    return frame_of(&frame, sizeof frame);
}

/* The Internet checksum over IPv6's pseudo header and the message. */
static uint16_t checksum(const struct neighbour_frame *frame, size_t message_length) {
    struct {
        struct in6_addr from, to;
        uint32_t length, protocol;
        unsigned char message[sizeof frame->message + sizeof frame->option + sizeof frame->mac];
    } __attribute__((packed)) sum_of = {
        .from = frame->ip.ip6_src,
        .to = frame->ip.ip6_dst,
        .length = htonl((uint32_t)message_length),
        .protocol = htonl(IPPROTO_ICMPV6),
    };
    memcpy(sum_of.message, (const unsigned char *)frame + offsetof(struct neighbour_frame, message),
           message_length);
    unsigned char bytes[sizeof sum_of];
    memcpy(bytes, &sum_of, sizeof bytes);
    uint32_t sum = 0;
    for (size_t i = 0; i < sizeof bytes; i += 2)
        sum += (uint32_t)bytes[i] << 8 | bytes[i + 1];
    while (sum > 0xffff)
        sum = (sum & 0xffff) + (sum >> 16);
    return htons((uint16_t)~sum);
}

/* Fills in what follows from the rest. */
static struct frame completed(struct neighbour_frame *frame, size_t message_length) {
    frame->ip.ip6_flow = htonl(6U << 28);
    frame->ip.ip6_plen = htons((uint16_t)message_length);
    frame->ip.ip6_nxt = IPPROTO_ICMPV6;
    frame->ip.ip6_hlim = HOP_LIMIT;
    frame->message.nd_na_cksum = checksum(frame, message_length);
    return frame_of(frame, offsetof(struct neighbour_frame, message) + message_length);
}

static struct frame advertisement(const struct ether_addr *mac, const struct in6_addr *address,
                                  uint32_t flags, const unsigned char *to_mac, const struct in6_addr *to) {
    struct neighbour_frame frame = {
        .ethernet = header(mac, to_mac, ETHERTYPE_IPV6),
        .ip = {.ip6_src = *address, .ip6_dst = *to},
        .message = {.nd_na_hdr = {.icmp6_type = ND_NEIGHBOR_ADVERT}, .nd_na_target = *address},
        .option = {.nd_opt_type = ND_OPT_TARGET_LINKADDR, .nd_opt_len = 1},
    };
    frame.message.nd_na_flags_reserved = flags;
    memcpy(frame.mac, mac, ETH_ALEN);
    return completed(&frame, sizeof frame - offsetof(struct neighbour_frame, message));
}

struct frame neighbour_advertisement(const struct ether_addr *mac, const struct in6_addr *address) {
    static const unsigned char ALL_NODES_MAC[ETH_ALEN] = {0x33, 0x33, 0, 0, 0, 1};
    static const struct in6_addr ALL_NODES = {{{0xff, 0x02, [15] = 1}}};
    return advertisement(mac, address, ND_NA_FLAG_OVERRIDE, ALL_NODES_MAC, &ALL_NODES);
}

struct frame solicited_advertisement(const struct ether_addr *mac, const struct solicitation *to) {
    /* Who asks without an address wants to take this one: everybody hears that it is taken. */
    if (IN6_IS_ADDR_UNSPECIFIED(&to->address))
        return neighbour_advertisement(mac, &to->wanted);
    return advertisement(mac, &to->wanted, ND_NA_FLAG_OVERRIDE | ND_NA_FLAG_SOLICITED,
                         to->mac.ether_addr_octet, &to->address);
}

struct frame neighbour_probe(const struct ether_addr *mac, const struct in6_addr *address) {
    struct in6_addr everyone_asked = {{{0xff, 0x02, [11] = 1, 0xff}}};
    memcpy(&everyone_asked.s6_addr[13], &address->s6_addr[13], 3);
    unsigned char everyone_asked_mac[ETH_ALEN] = {0x33, 0x33};
    memcpy(everyone_asked_mac + 2, &everyone_asked.s6_addr[12], 4);
    struct neighbour_frame frame = {
        .ethernet = header(mac, everyone_asked_mac, ETHERTYPE_IPV6),
        .ip = {.ip6_src = IN6ADDR_ANY_INIT, .ip6_dst = everyone_asked},
        .message = {.nd_na_hdr = {.icmp6_type = ND_NEIGHBOR_SOLICIT}, .nd_na_target = *address},
    };
    return completed(&frame, sizeof frame.message);
}

bool arp_owner(const struct frame *heard, struct in_addr address, struct ether_addr *owner) {
    struct arp_frame frame;
    if (heard->length < sizeof frame)
        return false;
    memcpy(&frame, heard->bytes, sizeof frame);
    memcpy(owner, frame.arp.arp_sha, sizeof *owner);
    return frame.ethernet.ether_type == htons(ETHERTYPE_ARP) &&
           frame.arp.ea_hdr.ar_pro == htons(ETHERTYPE_IP) && frame.arp.ea_hdr.ar_hln == ETH_ALEN &&
           frame.arp.ea_hdr.ar_pln == sizeof address &&
           memcmp(frame.arp.arp_spa, &address, sizeof address) == 0;
}

bool neighbour_owner(const struct frame *heard, const struct in6_addr *address, struct ether_addr *owner) {
    struct neighbour_frame frame;
    if (heard->length < offsetof(struct neighbour_frame, option))
        return false;
    memcpy(&frame, heard->bytes, offsetof(struct neighbour_frame, option));
    memcpy(owner, frame.ethernet.ether_shost, sizeof *owner);
    return frame.ethernet.ether_type == htons(ETHERTYPE_IPV6) && frame.ip.ip6_nxt == IPPROTO_ICMPV6 &&
           frame.ip.ip6_hlim == HOP_LIMIT && frame.message.nd_na_type == ND_NEIGHBOR_ADVERT &&
           memcmp(&frame.message.nd_na_target, address, sizeof *address) == 0;
}

bool read_arp_question(const unsigned char *heard, size_t length, struct arp_question *question) {
    struct arp_frame frame;
    if (length < sizeof frame)
        return false;
    memcpy(&frame, heard, sizeof frame);
    memcpy(&question->mac, frame.arp.arp_sha, ETH_ALEN);
    memcpy(&question->address, frame.arp.arp_spa, sizeof question->address);
    memcpy(&question->wanted, frame.arp.arp_tpa, sizeof question->wanted);
    return frame.ethernet.ether_type == htons(ETHERTYPE_ARP) &&
           frame.arp.ea_hdr.ar_hrd == htons(ARPHRD_ETHER) && frame.arp.ea_hdr.ar_pro == htons(ETHERTYPE_IP) &&
           frame.arp.ea_hdr.ar_op == htons(ARPOP_REQUEST);
}

bool read_solicitation(const unsigned char *heard, size_t length, struct solicitation *solicitation) {
    struct neighbour_frame frame;
    if (length < offsetof(struct neighbour_frame, option))
        return false;
    memcpy(&frame, heard, offsetof(struct neighbour_frame, option));
    memcpy(&solicitation->mac, frame.ethernet.ether_shost, ETH_ALEN);
    solicitation->address = frame.ip.ip6_src;
    solicitation->wanted = frame.message.nd_na_target;
    return frame.ethernet.ether_type == htons(ETHERTYPE_IPV6) && frame.ip.ip6_nxt == IPPROTO_ICMPV6 &&
           frame.ip.ip6_hlim == HOP_LIMIT && frame.message.nd_na_type == ND_NEIGHBOR_SOLICIT &&
           frame.message.nd_na_code == 0;
}
