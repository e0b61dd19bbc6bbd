#include "arguments.h"

#include "die.h"

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
