#include "root.h"

#include "die.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void make_mount_point(const char *path) {
    if (mkdir(path, 0755) == -1 && errno != EEXIST)
        check(-1, "mkdir %s in the pod", path);
}

void enter_root(void) {
    check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "make mounts private");

    /* The mount that was handed in is locked for this user namespace: only a copy of it can become the root.
       And it is reached by its descriptor, since the pod's root may not search the directories above it. */
    int tree = check(open_tree(AT_FDCWD, ".", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE),
                     "copy the mount of the pod's root");
    check(move_mount(tree, "", AT_FDCWD, ".", MOVE_MOUNT_F_EMPTY_PATH), "mount the pod's root");
    check(fchdir(tree), "enter the pod's root");
    check((int)syscall(SYS_pivot_root, ".", "."), "pivot_root");

    /* The old root is still stacked on top: the kernel mounts proc only where another one is in sight. */
    make_mount_point("/proc");
    check(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL), "mount /proc");
    make_mount_point("/dev");
    make_mount_point("/dev/pts");
    check(mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC,
                "newinstance,ptmxmode=0666,mode=620,gid=5"),
          "mount /dev/pts");
    check(umount2(".", MNT_DETACH), "leave the old root");
    check(chdir("/"), "chdir /");
    check(close(tree), "close the pod's root");
}
