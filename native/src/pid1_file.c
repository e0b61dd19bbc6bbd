#include "pid1_file.h"

#include "die.h"
#include "pod.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

int open_pid1(void) {
    static const char NAME[] = "/pid1";
    char path[PATH_MAX + sizeof NAME];
    size_t length = check_size(readlink("/proc/self/exe", path, PATH_MAX), "read /proc/self/exe");
    path[length] = '\0';
    strcpy(strrchr(path, '/'), NAME);
    return check(open(path, O_RDONLY | O_CLOEXEC), "open %s", path);
}

void install_pid1(int program) {
    static const char FRESH[] = POD_PID1 ".new";
    struct stat state;
    check(fstat(program, &state), "stat pid1");
    if (mkdir(POD_PID1_DIR, 0755) == -1 && errno != EEXIST)
        check(-1, "mkdir %s in the pod", POD_PID1_DIR);
    if (unlink(FRESH) == -1 && errno != ENOENT)
        check(-1, "remove %s in the pod", FRESH);
    int copy =
        check(open(FRESH, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755), "create %s in the pod", FRESH);
    for (off_t left = state.st_size; left > 0;) {
        size_t sent = check_size(sendfile(copy, program, NULL, (size_t)left), "write %s in the pod", FRESH);
        if (sent == 0)
            die("pid1 got shorter while it was copied");
        left -= (off_t)sent;
    }
    check(close(copy), "close %s", FRESH);
    check(rename(FRESH, POD_PID1), "rename %s to %s", FRESH, POD_PID1);
}
