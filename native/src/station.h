/* A pod as its LAN knows it: one link-layer address, and the addresses that lead to it. */
#pragma once

#include "frames.h"

#include <getopt.h>
#include <netinet/ether.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    STATION_MOST_IPV6 = 2, /* its own and the link-local one */
    STATION_MOST_ANNOUNCEMENTS = 2 + STATION_MOST_IPV6,
};

struct station {
    struct ether_addr mac;
    struct in_addr ipv4;
    struct in6_addr ipv6[STATION_MOST_IPV6];
    bool has_mac, has_ipv4;
    size_t ipv6_count;
};

#define STATION_USAGE "--mac MAC [--ipv4 ADDRESS] [--ipv6 ADDRESS]..."

/* clang-format off */
#define STATION_OPTIONS                                                                                       \
    {"mac", required_argument, NULL, 'm'}, {"ipv4", required_argument, NULL, '4'},                            \
    {"ipv6", required_argument, NULL, '6'}
/* clang-format on */

/* Whether that was an option of a station's; dies if its value is not the address of one station. */
bool take_station_option(struct station *station, int option, const char *text);

/* Dies unless it has addresses of both kinds, link-layer and network. */
void require_station(const struct station *station, const char *usage);

/* What tells a LAN that it is here: gratuitous ARP in both forms, unsolicited neighbour advertisements.
   Returns how many. */
size_t announcements(const struct station *station, struct frame frames[STATION_MOST_ANNOUNCEMENTS]);

/* Whether a frame asks for one of its addresses; then answer is what the station itself would say. */
bool answers(const struct station *station, const unsigned char *frame, size_t length, struct frame *answer);
