#include "arguments.h"

#include "die.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

unsigned long parse_number(const char *option, const char *text, unsigned long least, unsigned long most) {
    if (*text == '\0' || text[strspn(text, DIGITS)] != '\0')
        die("%s: '%s' is not a whole number", option, text);
    errno = 0;
    unsigned long number = strtoul(text, NULL, 10);
    if (errno != 0 || number < least || number > most)
        die("%s: %s is not between %lu and %lu", option, text, least, most);
    return number;
}

struct in_addr parse_ipv4(const char *option, const char *text) {
    struct in_addr parsed;
    if (inet_pton(AF_INET, text, &parsed) != 1)
        die("%s: '%s' is not an IPv4 address", option, text);
    in_addr_t address = ntohl(parsed.s_addr);
    if (IN_MULTICAST(address) || IN_BADCLASS(address) || address >> 24 == 0)
        die("%s: %s is not the address of one station", option, text);
    return parsed;
}

struct in6_addr parse_ipv6(const char *option, const char *text) {
    struct in6_addr parsed;
    if (inet_pton(AF_INET6, text, &parsed) != 1)
        die("%s: '%s' is not an IPv6 address", option, text);
    if (IN6_IS_ADDR_MULTICAST(&parsed) || IN6_IS_ADDR_UNSPECIFIED(&parsed))
        die("%s: %s is not the address of one station", option, text);
    return parsed;
}

void require_hostname(const char *text) {
    size_t length = strlen(text);
    if (length < 1 || length > 63 || text[strspn(text, LETTERS DIGITS "-")] != '\0' || text[0] == '-' ||
        text[length - 1] == '-')
        die("--hostname: '%s' is not 1-63 letters, digits and inner hyphens", text);
}

void require_variable(const char *text) {
    size_t name = strspn(text, LETTERS DIGITS "_");
    if (name == 0 || text[name] != '=' || strchr(DIGITS, text[0]) != NULL)
        die("--env: '%s' is not NAME=VALUE", text);
}
