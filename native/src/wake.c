/* Becomes CRIU, in the surroundings that it needs to wake a pod:
   - inside the pod's control group, in a control group namespace whose root that is: CRIU makes none anew;
   - with a /tmp of its own, in a mount namespace of its own: a CRIU that fails leaves directories there;
   - with the directory USR found at POINT as well, where the pod's root can get to it. */
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

static void make_namespaces(const char *tmp, const char *usr, const char *point) {
    check(unshare(CLONE_NEWCGROUP | CLONE_NEWNS), "make namespaces");
    check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "keep mounts apart");
    check(mount(tmp, "/tmp", NULL, MS_BIND | MS_REC, NULL), "mount %s on /tmp", tmp);
    check(mount(usr, point, NULL, MS_BIND, NULL), "mount %s on %s", usr, point);
}

int main(int argc, char **argv) {
    if (argc < 6)
        die("usage: wake CGROUP TMP USR POINT PROGRAM [ARGUMENT]...");
    join(argv[1]);
    make_namespaces(argv[2], argv[3], argv[4]);
    check(execv(argv[5], argv + 5), "run %s", argv[5]);
    return EXIT_FAILURE;
}
