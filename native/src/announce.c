/* Tells the neighbours of a pod's link that its addresses live here now: gratuitous ARP in both forms, and an
   unsolicited neighbour advertisement. */
#include "arguments.h"
#include "die.h"
#include "frames.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <getopt.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <netinet/if_ether.h>
#include <netpacket/packet.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char USAGE[] =
    "usage: announce --netns FILE --link NAME --mac MAC [--ipv4 ADDRESS] [--ipv6 ADDRESS] "
    "[--count N] [--interval-ms N]";

enum { MOST_FRAMES = 3 };

struct request {
    const char *netns;
    const char *link;
    struct ether_addr mac;
    struct in_addr ipv4;
    struct in6_addr ipv6;
    bool has_mac, has_ipv4, has_ipv6;
    unsigned long count, interval_ms;
};

static void parse_mac(struct request *request, const char *text) {
    static const struct ether_addr NONE = {{0}};
    bool written_out = strlen(text) == strlen("00:00:00:00:00:00");
    if (!written_out || ether_aton_r(text, &request->mac) == NULL)
        die("--mac: '%s' is not six pairs of hexadecimal digits", text);
    if (request->mac.ether_addr_octet[0] & 1 || memcmp(&request->mac, &NONE, sizeof NONE) == 0)
        die("--mac: %s is not the address of one station", text);
    request->has_mac = true;
}

static void parse_ipv4(struct request *request, const char *text) {
    if (inet_pton(AF_INET, text, &request->ipv4) != 1)
        die("--ipv4: '%s' is not an IPv4 address", text);
    in_addr_t address = ntohl(request->ipv4.s_addr);
    if (IN_MULTICAST(address) || IN_BADCLASS(address) || address >> 24 == 0)
        die("--ipv4: %s is not the address of one station", text);
    request->has_ipv4 = true;
}

static void parse_ipv6(struct request *request, const char *text) {
    if (inet_pton(AF_INET6, text, &request->ipv6) != 1)
        die("--ipv6: '%s' is not an IPv6 address", text);
    if (IN6_IS_ADDR_MULTICAST(&request->ipv6) || IN6_IS_ADDR_UNSPECIFIED(&request->ipv6))
        die("--ipv6: %s is not the address of one station", text);
    request->has_ipv6 = true;
}

static struct request parse_request(int argc, char **argv) {
    static const struct option OPTIONS[] = {
        {"netns", required_argument, NULL, 'n'},       {"link", required_argument, NULL, 'l'},
        {"mac", required_argument, NULL, 'm'},         {"ipv4", required_argument, NULL, '4'},
        {"ipv6", required_argument, NULL, '6'},        {"count", required_argument, NULL, 'c'},
        {"interval-ms", required_argument, NULL, 'i'}, {NULL, 0, NULL, 0},
    };
    struct request request = {.count = 1, .interval_ms = 100};
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        if (option == 'n')
            request.netns = optarg;
        else if (option == 'l')
            request.link = optarg;
        else if (option == 'm')
            parse_mac(&request, optarg);
        else if (option == '4')
            parse_ipv4(&request, optarg);
        else if (option == '6')
            parse_ipv6(&request, optarg);
        else if (option == 'c')
            request.count = parse_number("--count", optarg, 1, 100);
        else if (option == 'i')
            request.interval_ms = parse_number("--interval-ms", optarg, 0, 10000);
        else
            die("%s", USAGE);
    }
    if (optind != argc || request.netns == NULL || request.link == NULL || !request.has_mac)
        die("%s", USAGE);
    if (!request.has_ipv4 && !request.has_ipv6)
        die("neither --ipv4 nor --ipv6 is given: there is nothing to announce");
    return request;
}

static int open_link(const struct request *request) {
    int netns =
        check(open(request->netns, O_RDONLY | O_CLOEXEC), "open the network namespace %s", request->netns);
    check(setns(netns, CLONE_NEWNET), "enter the network namespace %s", request->netns);
    check(close(netns), "close %s", request->netns);
    unsigned index = if_nametoindex(request->link);
    if (index == 0)
        check(-1, "the link %s", request->link);
    struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_ifindex = (int)index};
    int link = check(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0), "packet socket");
    check(bind(link, (struct sockaddr *)&address, sizeof address), "bind to the link %s", request->link);
    return link;
}

int main(int argc, char **argv) {
    struct request request = parse_request(argc, argv);
    struct frame frames[MOST_FRAMES];
    size_t frame_count = 0;
    if (request.has_ipv4) {
        frames[frame_count++] = gratuitous_arp(&request.mac, request.ipv4, ARPOP_REQUEST);
        frames[frame_count++] = gratuitous_arp(&request.mac, request.ipv4, ARPOP_REPLY);
    }
    if (request.has_ipv6)
        frames[frame_count++] = neighbour_advertisement(&request.mac, &request.ipv6);

    int link = open_link(&request);
    const struct timespec interval = {.tv_sec = (time_t)(request.interval_ms / 1000),
                                      .tv_nsec = (long)(request.interval_ms % 1000) * 1000000};
    for (unsigned long round = 0; round < request.count; round++) {
        if (round > 0)
            nanosleep(&interval, NULL);
        for (size_t i = 0; i < frame_count; i++)
            check_size(send(link, frames[i].bytes, frames[i].length, 0), "send on the link %s", request.link);
    }
    return EXIT_SUCCESS;
}
