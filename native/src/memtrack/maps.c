#include "maps.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int maps_rewind(struct maps_reader *reader, int file) {
    reader->file = file;
    reader->begin = reader->end = 0;
    reader->drained = false;
    return lseek(file, 0, SEEK_SET) == 0 ? 0 : -errno;
}

/* Reads more behind what is not yet used. */
static int fill(struct maps_reader *reader) {
    memmove(reader->text, reader->text + reader->begin, reader->end - reader->begin);
    reader->end -= reader->begin;
    reader->begin = 0;
    if (reader->end == sizeof reader->text)
        return -EOVERFLOW;
    ssize_t size = read(reader->file, reader->text + reader->end, sizeof reader->text - reader->end);
    if (size < 0)
        return -errno;
    reader->drained = size == 0;
    reader->end += (size_t)size;
    return 0;
}

/* "START-END PERMISSIONS OFFSET DEVICE INODE   NAME", the numbers in hexadecimal but for the inode. */
static bool parse(char *text, struct maps_line *line) {
    char *rest = text;
    line->start = strtoull(rest, &rest, 16);
    if (*rest != '-')
        return false;
    line->end = strtoull(rest + 1, &rest, 16);
    if (strlen(rest) < strlen(" r-xp ") || rest[5] != ' ')
        return false;
    line->executable = rest[3] == 'x';
    line->private = rest[4] == 'p';
    strtoull(rest + 6, &rest, 16);
    char *device = *rest == ' ' ? strchr(rest + 1, ' ') : NULL;
    if (device == NULL)
        return false;
    line->inode = strtoull(device, &rest, 10);
    line->name = rest + strspn(rest, " ");
    return true;
}

int maps_next(struct maps_reader *reader, struct maps_line *line) {
    for (;;) {
        char *text = reader->text + reader->begin;
        char *end = memchr(text, '\n', reader->end - reader->begin);
        if (end != NULL) {
            *end = '\0';
            reader->begin = (size_t)(end + 1 - reader->text);
            return parse(text, line) ? 1 : -EPROTO;
        }
        if (reader->drained)
            return 0;
        int result = fill(reader);
        if (result < 0)
            return result;
    }
}
