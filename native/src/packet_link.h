/* Packet sockets whose frames come with, and take, a virtio header: segments that the kernel has not cut yet
   and checksums it has not computed pass as they are. */
#pragma once

#include "frames.h"

#include <netinet/ether.h>
#include <stdbool.h>
#include <stddef.h>

/* In the network namespace the program is in now, on no link yet. */
int packet_socket(void);

/* From now on what is sent goes to that link, and what comes to the link is received. */
void bind_to_link(int packet_socket, const char *link);

/* Sends; failing is silent, as on any LAN. */
void send_frame(int packet_socket, const struct frame *frame);

/* The frame itself in what was received, and its length; 0 if there is none. */
const unsigned char *frame_in(const unsigned char *received);
size_t frame_length(size_t received);

/* Whether what was received was sent by that station. */
bool is_from(const struct ether_addr *mac, const unsigned char *received, size_t length);

/* Whether what was received was sent to a group, or to all. */
bool is_for_many(const unsigned char *received, size_t length);

/* Whether what was received was sent to that station only. */
bool is_for(const struct ether_addr *mac, const unsigned char *received, size_t length);
