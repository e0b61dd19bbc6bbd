/* Becomes CRIU, in the surroundings that it needs to wake a pod:
   - inside the pod's control group, in a control group namespace whose root that is: CRIU makes none anew;
   - with a /tmp of its own, in a mount namespace of its own: a CRIU that fails leaves directories there;
   - with each directory SOURCE found at its POINT as well, where the pod's root can get to it. */
#include "die.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* A clone keeps the options of its source, and whose files are whose. */
static void bind_directory(const char *source, const char *point) {
    int tree = check(open_tree(AT_FDCWD, source, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_SYMLINK_NOFOLLOW),
                     "open %s", source);
    check(move_mount(tree, "", AT_FDCWD, point, MOVE_MOUNT_F_EMPTY_PATH), "mount %s on %s", source, point);
    check(close(tree), "close");
}

int main(int argc, char **argv) {
    int end = 3; /* of the directories */
    while (end < argc && strcmp(argv[end], "--") != 0)
        end++;
    char **program = argv + end + 1;
    if (end + 1 >= argc || end % 2 == 0)
        die("usage: wake CGROUP TMP [SOURCE POINT]... -- PROGRAM [ARGUMENT]...");
    join(argv[1]);
    make_namespaces(argv[2]);
    for (int next = 3; next < end; next += 2)
        bind_directory(argv[next], argv[next + 1]);
    check(execv(*program, program), "run %s", *program);
    return EXIT_FAILURE;
}
