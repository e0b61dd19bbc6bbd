/* Tells the neighbours of a pod's link that its addresses live here now: gratuitous ARP in both forms, and an
   unsolicited neighbour advertisement. */
#include "arguments.h"
#include "die.h"
#include "link.h"
#include "station.h"

#include <fcntl.h>
#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char USAGE[] =
    "usage: announce --netns FILE --link NAME " STATION_USAGE " [--count N] [--interval-ms N]";

struct request {
    const char *netns;
    const char *link;
    struct station station;
    unsigned long count, interval_ms;
};

static struct request parse_request(int argc, char **argv) {
    static const struct option OPTIONS[] = {
        STATION_OPTIONS,
        {"netns", required_argument, NULL, 'n'},
        {"link", required_argument, NULL, 'l'},
        {"count", required_argument, NULL, 'c'},
        {"interval-ms", required_argument, NULL, 'i'},
        {NULL, 0, NULL, 0},
    };
    struct request request = {.count = 1, .interval_ms = 100};
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        if (take_station_option(&request.station, option, optarg))
            continue;
        if (option == 'n')
            request.netns = optarg;
        else if (option == 'l')
            request.link = optarg;
        else if (option == 'c')
            request.count = parse_number("--count", optarg, 1, 100);
        else if (option == 'i')
            request.interval_ms = parse_number("--interval-ms", optarg, 0, 10000);
        else
            die("%s", USAGE);
    }
    if (optind != argc || request.netns == NULL || request.link == NULL)
        die("%s", USAGE);
    require_station(&request.station, USAGE);
    return request;
}

static int enter(const struct request *request) {
    int netns =
        check(open(request->netns, O_RDONLY | O_CLOEXEC), "open the network namespace %s", request->netns);
    check(setns(netns, CLONE_NEWNET), "enter the network namespace %s", request->netns);
    check(close(netns), "close %s", request->netns);
    return open_link(request->link, 0);
}

int main(int argc, char **argv) {
    struct request request = parse_request(argc, argv);
    struct frame frames[STATION_MOST_ANNOUNCEMENTS];
    size_t frame_count = announcements(&request.station, frames);

    int link = enter(&request);
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
