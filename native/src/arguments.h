/* Reading what the command line says: everything from outside is checked here. */
#pragma once

#include <netinet/in.h>

/* A decimal number between least and most, both included; dies naming the option otherwise. */
unsigned long parse_number(const char *option, const char *text, unsigned long least, unsigned long most);

/* The address of one station; they die where text is another kind of address, or none. */
struct in_addr parse_ipv4(const char *option, const char *text);
struct in6_addr parse_ipv6(const char *option, const char *text);

/* Dies unless text is one label of a host name: 1-63 letters, digits and inner hyphens. */
void require_hostname(const char *text);

/* Dies unless text is NAME=VALUE with a name a shell would take. */
void require_variable(const char *text);
