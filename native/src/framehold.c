/* Stands in for a pod on its LAN while the pod has no processes that could: announces its addresses, answers
   who asks for them, keeps the frames that are sent to it, and at last delivers them in order, and those that
   come then at once.

   It makes a network namespace of its own and says "ready". Whoever started it gives it a link there and then
   orders, a line each:

     hold LINK [EAR]   keep what comes to LINK, a link in its namespace, from now on; answered by "holding"
     deliver           send it back where it came from, which by now leads to the pod; answered by
                       "delivered N frames, M dropped"

   Where it hears the pod itself it steps back: the pod was taken back by its source, and what is kept is
   dropped. EAR is another link in its namespace that the pod is heard by, where LINK does not carry what
   comes from the pod's own MAC.
   It ends with its input. Its namespace, and the link in it, end with it. */
#include "arguments.h"
#include "die.h"
#include "frame_store.h"
#include "packet_link.h"
#include "station.h"

#include <errno.h>
#include <grp.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char USAGE[] = "usage: framehold " STATION_USAGE " [--bytes N] [--frames N]";

enum {
    NOBODY = 65534,
    ANNOUNCEMENTS = 3,
    INTERVAL_MS = 150,
    MOST_WAITING = 65536, /* frames */
};

struct hold {
    struct station station;
    struct frame_store store;
    int lan; /* packet sockets */
    int ear;
    enum { WAITING, HOLDING, DELIVERING } state;
    bool listening; /* there is a link to hear */
    bool has_ear;
    size_t dropped;
    int announced;
    long long next_announcement_ms;
};

static struct hold parse(int argc, char **argv) {
    static const struct option OPTIONS[] = {
        STATION_OPTIONS,
        {"bytes", required_argument, NULL, 'b'},
        {"frames", required_argument, NULL, 'f'},
        {NULL, 0, NULL, 0},
    };
    struct hold hold = {.lan = -1, .ear = -1};
    size_t bytes = 64 << 20, frames = 65536;
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        if (take_station_option(&hold.station, option, optarg))
            continue;
        if (option == 'b')
            bytes = parse_number("--bytes", optarg, 2 * MOST_FRAME_BYTES, 1UL << 30);
        else if (option == 'f')
            frames = parse_number("--frames", optarg, 1, 1 << 24);
        else
            die("%s", USAGE);
    }
    if (optind != argc)
        die("%s", USAGE);
    require_station(&hold.station, USAGE);
    hold.store = open_store(bytes, frames);
    return hold;
}

/* What strangers send is read without any rights. */
static void drop_rights(void) {
    check(setgroups(0, NULL), "setgroups");
    check(setresgid(NOBODY, NOBODY, NOBODY), "setresgid");
    check(setresuid(NOBODY, NOBODY, NOBODY), "setresuid");
}

static long long now_ms(void) {
    struct timespec now;
    check(clock_gettime(CLOCK_MONOTONIC, &now), "clock_gettime");
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void say(const char *line) {
    if (printf("%s\n", line) < 0 || fflush(stdout) != 0)
        check(-1, "answer");
}

static void announce(struct hold *hold) {
    struct frame frames[STATION_MOST_ANNOUNCEMENTS];
    size_t count = announcements(&hold->station, frames);
    for (size_t i = 0; i < count; i++)
        send_frame(hold->lan, &frames[i]);
    hold->announced++;
    hold->next_announcement_ms = now_ms() + INTERVAL_MS;
}

static void deliver(struct hold *hold, const unsigned char *frame, size_t length) {
    /* One that the kernel does not take is lost like any frame on a LAN; whoever sent it will know. */
    if (send(hold->lan, frame, length, 0) == -1)
        hold->dropped++;
}

static void begin(struct hold *hold) {
    store_empty(&hold->store);
    hold->dropped = 0;
    hold->announced = 0;
    hold->state = HOLDING;
    announce(hold);
}

static void step_back(struct hold *hold) {
    store_empty(&hold->store);
    hold->state = WAITING;
}

static void sort(struct hold *hold, unsigned char *received, size_t length, bool has_room) {
    struct frame answer;
    if (hold->state == WAITING)
        return;
    if (is_from(&hold->station.mac, received, length)) {
        if (hold->state == HOLDING)
            step_back(hold);
    } else if (answers(&hold->station, frame_in(received), frame_length(length), &answer))
        send_frame(hold->lan, &answer);
    else if (!is_for(&hold->station.mac, received, length))
        return;
    else if (length > MOST_FRAME_BYTES || !has_room)
        hold->dropped++;
    else if (hold->state == DELIVERING)
        deliver(hold, received, length);
    else
        store_keep(&hold->store, length);
}

/* Takes one frame from the LAN, read to where it will stay if it is one to keep. Returns false if none is
   there. */
static bool take(struct hold *hold) {
    static unsigned char aside[MOST_FRAME_BYTES];
    unsigned char *room = hold->state == HOLDING ? store_room(&hold->store) : aside;
    unsigned char *bytes = room == NULL ? aside : room;
    ssize_t length = recv(hold->lan, bytes, MOST_FRAME_BYTES, MSG_TRUNC | MSG_DONTWAIT);
    if (length >= 0) {
        sort(hold, bytes, (size_t)length, room != NULL);
        return true;
    }
    if (errno == ENETDOWN)
        hold->listening = false; /* the link was taken away: nothing will come any more */
    else if (errno != EAGAIN)
        hold->dropped++; /* of a kind that a virtio header cannot describe */
    return errno != EAGAIN && errno != ENETDOWN;
}

static void take_what_waits(struct hold *hold) {
    for (size_t i = 0; i < MOST_WAITING && take(hold); i++)
        continue;
}

/* Takes one frame from the ear, which is there for what the pod says to all: a macvlan lets it hear also what
   this program itself answers to other pods of its machine. */
static bool listen_for_pod(struct hold *hold) {
    static unsigned char bytes[MOST_FRAME_BYTES];
    ssize_t length = recv(hold->ear, bytes, sizeof bytes, MSG_TRUNC | MSG_DONTWAIT);
    if (length >= 0 && hold->state == HOLDING && is_from(&hold->station.mac, bytes, (size_t)length) &&
        is_for_many(bytes, (size_t)length))
        step_back(hold);
    if (length < 0 && errno == ENETDOWN)
        hold->has_ear = false;
    return length >= 0;
}

static void open_ear(struct hold *hold, const char *link) {
    if (!hold->has_ear)
        bind_to_link(hold->ear, link);
    hold->has_ear = true;
    while (listen_for_pod(hold)) /* from before */
        continue;
}

static void obey_hold(struct hold *hold, const char *link, const char *ear) {
    if (!hold->listening)
        bind_to_link(hold->lan, link);
    hold->listening = true;
    take_what_waits(hold); /* from before */
    if (*ear != '\0')
        open_ear(hold, ear);
    begin(hold);
    say("holding");
}

/* Each processor has a queue of its own for what comes out of a veth: from one, frames stay in order. */
static void stay_on_one_processor(void) {
    cpu_set_t here;
    CPU_ZERO(&here);
    CPU_SET((size_t)check(sched_getcpu(), "sched_getcpu"), &here);
    check(sched_setaffinity(0, sizeof here, &here), "sched_setaffinity");
}

static void obey_deliver(struct hold *hold) {
    stay_on_one_processor();
    take_what_waits(hold);
    size_t place = 0, length = 0, count = hold->store.count;
    for (const unsigned char *frame; (frame = store_next(&hold->store, &place, &length)) != NULL;)
        deliver(hold, frame, length);
    store_empty(&hold->store);
    hold->state = DELIVERING;
    char line[100];
    snprintf(line, sizeof line, "delivered %zu frames, %zu dropped", count, hold->dropped);
    say(line);
}

/* One line that has come, without its end; returns false at the end of the input. */
static bool read_order(char *line, size_t size) {
    for (size_t length = 0; length < size; length++) {
        if (check_size(read(STDIN_FILENO, line + length, 1), "hear an order") == 0)
            return false;
        if (line[length] == '\n') {
            line[length] = '\0';
            return true;
        }
    }
    die("an order is too long");
}

static bool obey(struct hold *hold) {
    char line[64], link[IF_NAMESIZE], ear[IF_NAMESIZE] = "", more;
    if (!read_order(line, sizeof line))
        return false;
    if (hold->state == DELIVERING)
        die("no order is due, but '%s' came", line);
    if (strcmp(line, "deliver") == 0)
        obey_deliver(hold);
    else {
        int words = sscanf(line, "hold %15s %15s %c", link, ear, &more);
        if (words != 1 && words != 2)
            die("unknown order '%s'", line);
        obey_hold(hold, link, ear);
    }
    return true;
}

static int until_announcement(const struct hold *hold) {
    if (hold->state != HOLDING || hold->announced == ANNOUNCEMENTS)
        return -1;
    long long left = hold->next_announcement_ms - now_ms();
    return left > 0 ? (int)left : 0;
}

static void run(struct hold *hold) {
    while (true) {
        struct pollfd watched[] = {
            {.fd = STDIN_FILENO, .events = POLLIN},
            {.fd = hold->listening ? hold->lan : -1, .events = POLLIN},
            {.fd = hold->has_ear ? hold->ear : -1, .events = POLLIN},
        };
        if (check(poll(watched, 3, until_announcement(hold)), "poll") == 0)
            announce(hold);
        if (watched[1].revents)
            take(hold);
        if (watched[2].revents)
            listen_for_pod(hold);
        if (watched[0].revents && !obey(hold))
            return;
    }
}

int main(int argc, char **argv) {
    struct hold hold = parse(argc, argv);
    check(unshare(CLONE_NEWNET), "make a network namespace");
    hold.lan = packet_socket();
    hold.ear = packet_socket();
    drop_rights();
    say("ready");
    run(&hold);
    return EXIT_SUCCESS;
}
