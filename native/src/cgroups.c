#include "cgroups.h"

#include "die.h"

#include <fcntl.h>
#include <mntent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE = 4096 };

/* Whether every controller a line of /proc/PID/cgroup names is an option of the mount; version 2 names none.
 */
static bool is_hierarchy(const struct mntent *mount, const char *controllers) {
    bool second = *controllers == '\0';
    if (strcmp(mount->mnt_type, second ? "cgroup2" : "cgroup") != 0)
        return false;
    char names[256];
    snprintf(names, sizeof names, "%s", controllers);
    char *rest = NULL;
    for (char *name = strtok_r(names, ",", &rest); name != NULL; name = strtok_r(NULL, ",", &rest))
        if (hasmntopt(mount, name) == NULL)
            return false;
    return true;
}

/* Where the hierarchy is mounted; false where it isn't. */
static bool find_mount(const char *controllers, char *directory) {
    FILE *mounts = setmntent("/proc/self/mounts", "re");
    if (mounts == NULL)
        check(-1, "open /proc/self/mounts");
    struct mntent mount;
    char line[LINE];
    bool found = false;
    while (!found && getmntent_r(mounts, &mount, line, sizeof line) != NULL)
        if ((found = is_hierarchy(&mount, controllers)))
            snprintf(directory, LINE, "%s", mount.mnt_dir);
    endmntent(mounts);
    return found;
}

static void join(const char *controllers, const char *group) {
    if (strncmp(group, "/..", 3) == 0)
        die("the control group %s lies outside this namespace", group);
    char directory[LINE], path[2 * LINE + 16];
    if (!find_mount(controllers, directory))
        return;
    snprintf(path, sizeof path, "%s%s/cgroup.procs", directory, group);
    int file = check(open(path, O_WRONLY | O_CLOEXEC), "open %s", path);
    check_size(write(file, "0", 1), "join %s", path);
    check(close(file), "close %s", path);
}

void join_cgroups_of(pid_t other) {
    char path[64], line[LINE];
    snprintf(path, sizeof path, "/proc/%d/cgroup", other);
    FILE *groups = fopen(path, "re");
    if (groups == NULL)
        check(-1, "open %s", path);
    /* Lines read HIERARCHY:CONTROLLER,CONTROLLER:GROUP. */
    while (fgets(line, sizeof line, groups) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *controllers = strchr(line, ':');
        char *group = controllers == NULL ? NULL : strchr(controllers + 1, ':');
        if (group == NULL)
            die("%s has a line of unknown form", path);
        *controllers++ = *group++ = '\0';
        join(controllers, group);
    }
    fclose(groups);
}
