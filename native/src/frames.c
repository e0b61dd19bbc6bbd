#include "frames.h"

#include <arpa/inet.h>
#include <netinet/icmp6.h>
#include <netinet/if_ether.h>
#include <netinet/ip6.h>
#include <stdint.h>
#include <string.h>

static struct ether_header header(const struct ether_addr *from, const unsigned char *to, uint16_t type) {
    struct ether_header ethernet = {.ether_type = htons(type)};
    memcpy(ethernet.ether_shost, from, ETH_ALEN);
    memcpy(ethernet.ether_dhost, to, ETH_ALEN);
    return ethernet;
}

struct frame gratuitous_arp(const struct ether_addr *mac, struct in_addr address, unsigned short operation) {
    static const unsigned char EVERYONE[ETH_ALEN] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    struct ether_header ethernet = header(mac, EVERYONE, ETHERTYPE_ARP);
    struct ether_arp arp = {
        .ea_hdr = {.ar_hrd = htons(ARPHRD_ETHER),
                   .ar_pro = htons(ETHERTYPE_IP),
                   .ar_hln = ETH_ALEN,
                   .ar_pln = sizeof address,
                   .ar_op = htons(operation)},
    };
    memcpy(arp.arp_sha, mac, ETH_ALEN);
    memcpy(arp.arp_spa, &address, sizeof address);
    memcpy(arp.arp_tpa, &address, sizeof address);
    if (operation == ARPOP_REPLY)
        memcpy(arp.arp_tha, mac, ETH_ALEN); /* a request doesn't know it: zeros */

    struct frame frame = {.length = sizeof ethernet + sizeof arp};
    memcpy(frame.bytes, &ethernet, sizeof ethernet);
    memcpy(frame.bytes + sizeof ethernet, &arp, sizeof arp);
    return frame;
}

struct advertisement {
    struct nd_neighbor_advert head;
    struct nd_opt_hdr option;
    unsigned char mac[ETH_ALEN];
} __attribute__((packed));

/* The Internet checksum over IPv6's pseudo header and the message. */
static uint16_t checksum(const struct ip6_hdr *ip, const struct advertisement *message) {
    struct {
        struct in6_addr from, to;
        uint32_t length, protocol;
        struct advertisement message;
    } __attribute__((packed)) sum_of = {
        .from = ip->ip6_src,
        .to = ip->ip6_dst,
        .length = htonl(sizeof *message),
        .protocol = htonl(IPPROTO_ICMPV6),
        .message = *message,
    };
    unsigned char bytes[sizeof sum_of];
    memcpy(bytes, &sum_of, sizeof bytes);
    uint32_t sum = 0;
    for (size_t i = 0; i < sizeof bytes; i += 2)
        sum += (uint32_t)bytes[i] << 8 | bytes[i + 1];
    while (sum > 0xffff)
        sum = (sum & 0xffff) + (sum >> 16);
    return htons((uint16_t)~sum);
}

struct frame neighbour_advertisement(const struct ether_addr *mac, const struct in6_addr *address) {
    static const unsigned char ALL_NODES_MAC[ETH_ALEN] = {0x33, 0x33, 0, 0, 0, 1};
    static const struct in6_addr ALL_NODES = {{{0xff, 0x02, [15] = 1}}};
    struct ether_header ethernet = header(mac, ALL_NODES_MAC, ETHERTYPE_IPV6);
    struct advertisement message = {
        .head = {.nd_na_hdr = {.icmp6_type = ND_NEIGHBOR_ADVERT}, .nd_na_target = *address},
        .option = {.nd_opt_type = ND_OPT_TARGET_LINKADDR, .nd_opt_len = 1},
    };
    message.head.nd_na_flags_reserved = ND_NA_FLAG_OVERRIDE;
    memcpy(message.mac, mac, ETH_ALEN);
    struct ip6_hdr ip = {.ip6_src = *address, .ip6_dst = ALL_NODES};
    ip.ip6_flow = htonl(6U << 28);
    ip.ip6_plen = htons(sizeof message);
    ip.ip6_nxt = IPPROTO_ICMPV6;
    ip.ip6_hlim = 255; /* receivers drop advertisements with any other */
    message.head.nd_na_cksum = checksum(&ip, &message);

    struct frame frame = {.length = sizeof ethernet + sizeof ip + sizeof message};
    memcpy(frame.bytes, &ethernet, sizeof ethernet);
    memcpy(frame.bytes + sizeof ethernet, &ip, sizeof ip);
    memcpy(frame.bytes + sizeof ethernet + sizeof ip, &message, sizeof message);
    return frame;
}
