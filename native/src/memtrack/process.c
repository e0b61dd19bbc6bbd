#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int result_of(int descriptor) {
    return descriptor >= 0 ? descriptor : errno == ENOENT ? -ESRCH : -errno;
}

int process_open(pid_t pid) {
    char path[32];
    snprintf(path, sizeof path, "/proc/%d", pid);
    return pid > 0 ? result_of(open(path, O_PATH | O_DIRECTORY | O_CLOEXEC)) : -ESRCH;
}

int process_file(int process, const char *name) {
    return result_of(openat(process, name, O_RDONLY | O_CLOEXEC));
}

pid_t process_parent(int process) {
    char text[256];
    int file = process_file(process, "stat");
    if (file < 0)
        return file;
    ssize_t size = read(file, text, sizeof text - 1);
    int error = errno;
    close(file);
    if (size < 0)
        return -error;
    text[size] = '\0';
    /* PID (NAME) STATE PARENT ...; the name may have parentheses in it. */
    const char *name_end = strrchr(text, ')');
    int parent;
    return name_end != NULL && sscanf(name_end + 1, " %*c %d", &parent) == 1 ? parent : -EPROTO;
}
