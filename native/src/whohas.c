/* Asks a link who has an address: ARP probes and neighbour solicitations, several, since frames get lost.
   Prints "ipv4 MAC" or "ipv6 MAC" for each station that says so, once. Takes its time, answers or not: the
   first to answer may not be the only one. */
#include "arguments.h"
#include "die.h"
#include "frames.h"
#include "link.h"

#include <errno.h>
#include <getopt.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char USAGE[] =
    "usage: whohas --link NAME [--ipv4 ADDRESS] [--ipv6 ADDRESS] [--count N] [--interval-ms N]";

enum { MOST_QUESTIONS = 2, MOST_OWNERS = 64 };

/* About one address. */
struct question {
    int family; /* AF_INET or AF_INET6 */
    struct in_addr ipv4;
    struct in6_addr ipv6;
    struct frame probe;
    struct ether_addr owners[MOST_OWNERS];
    size_t owner_count;
};

struct request {
    const char *link;
    struct question questions[MOST_QUESTIONS];
    nfds_t question_count;
    unsigned long count, interval_ms;
};

static struct question *new_question(struct request *request, int family) {
    if (request->question_count == MOST_QUESTIONS)
        die("%s", USAGE);
    struct question *question = &request->questions[request->question_count++];
    question->family = family;
    return question;
}

static struct request parse_request(int argc, char **argv) {
    static const struct option OPTIONS[] = {
        {"link", required_argument, NULL, 'l'},        {"ipv4", required_argument, NULL, '4'},
        {"ipv6", required_argument, NULL, '6'},        {"count", required_argument, NULL, 'c'},
        {"interval-ms", required_argument, NULL, 'i'}, {NULL, 0, NULL, 0},
    };
    struct request request = {.count = 3, .interval_ms = 200};
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        if (option == 'l')
            request.link = optarg;
        else if (option == '4')
            new_question(&request, AF_INET)->ipv4 = parse_ipv4("--ipv4", optarg);
        else if (option == '6')
            new_question(&request, AF_INET6)->ipv6 = parse_ipv6("--ipv6", optarg);
        else if (option == 'c')
            request.count = parse_number("--count", optarg, 1, 100);
        else if (option == 'i')
            request.interval_ms = parse_number("--interval-ms", optarg, 1, 10000);
        else
            die("%s", USAGE);
    }
    if (optind != argc || request.link == NULL || request.question_count == 0)
        die("%s", USAGE);
    return request;
}

static struct ether_addr mac_of(const char *link) {
    struct ifreq interface = {0};
    if (strlen(link) >= sizeof interface.ifr_name)
        die("the link %s has too long a name", link);
    strcpy(interface.ifr_name, link);
    int any = check(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    check(ioctl(any, SIOCGIFHWADDR, &interface), "the link %s", link);
    check(close(any), "close");
    struct ether_addr mac;
    memcpy(&mac, interface.ifr_hwaddr.sa_data, sizeof mac);
    return mac;
}

static void open_links(struct request *request, struct pollfd *links) {
    struct ether_addr mac = mac_of(request->link);
    for (nfds_t i = 0; i < request->question_count; i++) {
        struct question *question = &request->questions[i];
        bool four = question->family == AF_INET;
        question->probe = four ? arp_probe(&mac, question->ipv4) : neighbour_probe(&mac, &question->ipv6);
        links[i].fd = open_link(request->link, four ? ETHERTYPE_ARP : ETHERTYPE_IPV6);
        links[i].events = POLLIN;
    }
}

static void tell(struct question *question, const struct ether_addr *owner) {
    for (size_t i = 0; i < question->owner_count; i++)
        if (memcmp(&question->owners[i], owner, sizeof *owner) == 0)
            return;
    if (question->owner_count == MOST_OWNERS)
        return;
    question->owners[question->owner_count++] = *owner;
    const unsigned char *mac = owner->ether_addr_octet;
    if (printf("%s %02x:%02x:%02x:%02x:%02x:%02x\n", question->family == AF_INET ? "ipv4" : "ipv6", mac[0],
               mac[1], mac[2], mac[3], mac[4], mac[5]) < 0)
        check(-1, "write stdout");
}

static void hear(int link, struct question *question) {
    struct frame frame;
    ssize_t length = recv(link, frame.bytes, sizeof frame.bytes, MSG_DONTWAIT);
    if (length == -1 && errno == EAGAIN)
        return;
    frame.length = check_size(length, "receive");
    struct ether_addr owner;
    if (question->family == AF_INET ? arp_owner(&frame, question->ipv4, &owner)
                                    : neighbour_owner(&frame, &question->ipv6, &owner))
        tell(question, &owner);
}

static long long now_ms(void) {
    struct timespec now;
    check(clock_gettime(CLOCK_MONOTONIC, &now), "read the clock");
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void listen_until(long long end, struct request *request, struct pollfd *links) {
    for (long long left; (left = end - now_ms()) > 0;) {
        check(poll(links, request->question_count, (int)left), "wait for answers");
        for (nfds_t i = 0; i < request->question_count; i++)
            if (links[i].revents != 0)
                hear(links[i].fd, &request->questions[i]);
    }
}

int main(int argc, char **argv) {
    struct request request = parse_request(argc, argv);
    struct pollfd links[MOST_QUESTIONS] = {0};
    open_links(&request, links);
    for (unsigned long round = 0; round < request.count; round++) {
        for (nfds_t i = 0; i < request.question_count; i++) {
            const struct frame *probe = &request.questions[i].probe;
            check_size(send(links[i].fd, probe->bytes, probe->length, 0), "send on the link %s",
                       request.link);
        }
        listen_until(now_ms() + (long long)request.interval_ms, &request, links);
    }
    return EXIT_SUCCESS;
}
