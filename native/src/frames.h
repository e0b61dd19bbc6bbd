/* The Ethernet frames by which stations ask and tell where an address lives. */
#pragma once

#include <net/ethernet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

struct frame {
    unsigned char bytes[128];
    size_t length;
};

/* Gratuitous ARP: operation is ARPOP_REQUEST or ARPOP_REPLY; some neighbours only believe the one, some the
 * other. */
struct frame gratuitous_arp(const struct ether_addr *mac, struct in_addr address, unsigned short operation);

/* Unsolicited neighbour advertisement to all nodes, with the override flag. */
struct frame neighbour_advertisement(const struct ether_addr *mac, const struct in6_addr *address);

/* Questions who has an address, from nobody's, so that they are not remembered: an ARP probe (RFC 5227), and
   a neighbour solicitation as in the detection of duplicates (RFC 4862). */
struct frame arp_probe(const struct ether_addr *mac, struct in_addr address);
struct frame neighbour_probe(const struct ether_addr *mac, const struct in6_addr *address);

/* Whether a frame, which may be anything, says that the address is somebody's; whose is then in owner. */
bool arp_owner(const struct frame *heard, struct in_addr address, struct ether_addr *owner);
bool neighbour_owner(const struct frame *heard, const struct in6_addr *address, struct ether_addr *owner);

/* Who asks for an address, and which: by ARP, or by neighbour discovery. */
struct arp_question {
    struct ether_addr mac;
    struct in_addr address, wanted;
};
struct solicitation {
    struct ether_addr mac;
    struct in6_addr address, wanted;
};

/* Whether a frame, which may be anything, is such a question. */
bool read_arp_question(const unsigned char *frame, size_t length, struct arp_question *question);
bool read_solicitation(const unsigned char *frame, size_t length, struct solicitation *solicitation);

/* "The wanted address is at mac". */
struct frame arp_reply(const struct ether_addr *mac, const struct arp_question *to);
struct frame solicited_advertisement(const struct ether_addr *mac, const struct solicitation *to);
