/* Sending and receiving whole Ethernet frames. */
#pragma once

/* A packet socket on a link of this network namespace that receives frames of one Ethernet type, or none
 * where that is 0. */
int open_link(const char *name, unsigned short type);
