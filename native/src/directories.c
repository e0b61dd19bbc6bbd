#include "die.h"
#include "pod.h"
#include "root.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct directory {
    const char *path;
    mode_t mode;
    uid_t owner; /* also the group */
} DIRECTORIES[] = {
    {"/tmp", 01777, 0},
    {"/tmp/.X11-unix", 01777, 0},
    {"/tmp/.ICE-unix", 01777, 0},
    {"/dev/shm", 01777, 0},
    {"/run", 0755, 0},
    {"/run/lock", 01777, 0},
    {"/run/user", 0755, 0},
    {POD_RUNTIME_DIR, 0700, POD_USER},
    {"/run/deskferry", 0700, POD_USER},
};

static const char *const EMPTIED[] = {"/tmp", "/run", "/dev/shm"};

static int remove_entry(const char *path, const struct stat *state, int type, struct FTW *place) {
    (void)state;
    (void)type;
    if (place->level > 0)
        check(remove(path), "remove %s in the pod", path);
    return 0;
}

static void empty(const char *path) {
    if (nftw(path, remove_entry, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == -1 && errno != ENOENT)
        check(-1, "empty %s in the pod", path);
}

static void make(const struct directory *directory) {
    if (mkdir(directory->path, 0700) == -1 && errno != EEXIST)
        check(-1, "mkdir %s in the pod", directory->path);
    int fd = check(open(directory->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC),
                   "open %s in the pod", directory->path);
    check(fchown(fd, directory->owner, directory->owner), "chown %s", directory->path);
    check(fchmod(fd, directory->mode), "chmod %s", directory->path);
    check(close(fd), "close %s", directory->path);
}

void prepare_directories(void) {
    for (size_t i = 0; i < sizeof EMPTIED / sizeof *EMPTIED; i++)
        empty(EMPTIED[i]);
    for (size_t i = 0; i < sizeof DIRECTORIES / sizeof *DIRECTORIES; i++)
        make(&DIRECTORIES[i]);
}
