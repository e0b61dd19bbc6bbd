#include "station.h"

#include "arguments.h"
#include "die.h"

#include <netinet/if_ether.h>
#include <string.h>

static struct ether_addr parse_mac(const char *text) {
    static const struct ether_addr NONE = {{0}};
    struct ether_addr mac;
    bool written_out = strlen(text) == strlen("00:00:00:00:00:00");
    if (!written_out || ether_aton_r(text, &mac) == NULL)
        die("--mac: '%s' is not six pairs of hexadecimal digits", text);
    if (mac.ether_addr_octet[0] & 1 || memcmp(&mac, &NONE, sizeof NONE) == 0)
        die("--mac: %s is not the address of one station", text);
    return mac;
}

bool take_station_option(struct station *station, int option, const char *text) {
    if (option == 'm') {
        station->mac = parse_mac(text);
        station->has_mac = true;
    } else if (option == '4') {
        station->ipv4 = parse_ipv4("--ipv4", text);
        station->has_ipv4 = true;
    } else if (option == '6') {
        if (station->ipv6_count == STATION_MOST_IPV6)
            die("--ipv6: more than %d are given", STATION_MOST_IPV6);
        station->ipv6[station->ipv6_count++] = parse_ipv6("--ipv6", text);
    } else
        return false;
    return true;
}

void require_station(const struct station *station, const char *usage) {
    if (!station->has_mac)
        die("%s", usage);
    if (!station->has_ipv4 && station->ipv6_count == 0)
        die("neither --ipv4 nor --ipv6 is given: there is nothing to announce");
}

size_t announcements(const struct station *station, struct frame frames[STATION_MOST_ANNOUNCEMENTS]) {
    size_t count = 0;
    if (station->has_ipv4) {
        frames[count++] = gratuitous_arp(&station->mac, station->ipv4, ARPOP_REQUEST);
        frames[count++] = gratuitous_arp(&station->mac, station->ipv4, ARPOP_REPLY);
    }
    for (size_t i = 0; i < station->ipv6_count; i++)
        frames[count++] = neighbour_advertisement(&station->mac, &station->ipv6[i]);
    return count;
}

bool answers(const struct station *station, const unsigned char *frame, size_t length, struct frame *answer) {
    struct arp_question question;
    if (read_arp_question(frame, length, &question)) {
        *answer = arp_reply(&station->mac, &question);
        return station->has_ipv4 && question.wanted.s_addr == station->ipv4.s_addr;
    }
    struct solicitation solicitation;
    if (!read_solicitation(frame, length, &solicitation))
        return false;
    for (size_t i = 0; i < station->ipv6_count; i++) {
        if (IN6_ARE_ADDR_EQUAL(&station->ipv6[i], &solicitation.wanted)) {
            *answer = solicited_advertisement(&station->mac, &solicitation);
            return true;
        }
    }
    return false;
}
