/* Becomes CRIU, in the surroundings that it needs to wake a pod:
   - inside the pod's control group, in a control group namespace whose root that is: CRIU makes none anew;
   - with a /tmp of its own, in a mount namespace of its own: a CRIU that fails leaves directories there. */
#include "die.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <unistd.h>

static void join(const char *group) {
    int directory = check(open(group, O_DIRECTORY | O_PATH | O_CLOEXEC), "open %s", group);
    int processes =
        check(openat(directory, "cgroup.procs", O_WRONLY | O_CLOEXEC), "open cgroup.procs in %s", group);
    check_size(write(processes, "0", 1), "join %s", group);
    check(close(processes), "close");
    check(close(directory), "close");
}

static void make_namespaces(const char *tmp) {
    check(unshare(CLONE_NEWCGROUP | CLONE_NEWNS), "make namespaces");
    check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "keep mounts apart");
    check(mount(tmp, "/tmp", NULL, MS_BIND | MS_REC, NULL), "mount %s on /tmp", tmp);
}

int main(int argc, char **argv) {
    if (argc < 4)
        die("usage: wake CGROUP TMP PROGRAM [ARGUMENT]...");
    join(argv[1]);
    make_namespaces(argv[2]);
    check(execv(argv[3], argv + 3), "run %s", argv[3]);
    return EXIT_FAILURE;
}
