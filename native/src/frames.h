/* The Ethernet frames that tell a network where an address now lives. */
#pragma once

#include <net/ethernet.h>
#include <netinet/in.h>
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
