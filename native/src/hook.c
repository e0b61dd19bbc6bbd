/* CRIU's action script: asks the host service what to do at each step of a dump or restore, and CRIU waits.
   Sends "ACTION INITPID\n" to the socket at DESKFERRY_HOOK_SOCKET and exits with the number it answers.
   Without an answer it exits with 1: where the host service is gone, CRIU rolls back. The service does not
   hear of steps that DESKFERRY_HOOK_ACTIONS, words between spaces, does not have; of all if it is not set.
   After a dump the service has frozen the pod's control group, DESKFERRY_HOOK_CGROUP: if it dies without an
   answer that is thawed here, unless it has said "hold\n" before. */
#include "arguments.h"
#include "die.h"

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char *require_environment(const char *name) {
    const char *value = getenv(name);
    if (value == NULL || *value == '\0')
        die("%s is not set", name);
    return value;
}

static bool concerns_service(const char *action) {
    const char *word = getenv("DESKFERRY_HOOK_ACTIONS");
    size_t length = strlen(action);
    if (word == NULL)
        return true;
    for (; *word != '\0'; word += strspn(word, " ")) {
        size_t end = strcspn(word, " ");
        if (end == length && strncmp(word, action, length) == 0)
            return true;
        word += end;
    }
    return false;
}

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        die("the socket path %s is longer than %zu characters", path, sizeof address.sun_path - 1);
    strcpy(address.sun_path, path);
    int service = check(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    check(connect(service, (struct sockaddr *)&address, sizeof address), "connect to %s", path);
    return service;
}

static void ask(int service, const char *action, unsigned long pid) {
    char line[128];
    int length = snprintf(line, sizeof line, "%s %lu\n", action, pid);
    if (length >= (int)sizeof line)
        die("the action '%s' is too long", action);
    check_size(send(service, line, (size_t)length, MSG_NOSIGNAL), "ask the host service");
}

/* False where the service hangs up instead. */
static bool hear_line(int service, char *line, size_t size) {
    for (size_t length = 0; length < size; length++) {
        if (read(service, line + length, 1) <= 0)
            return false;
        if (line[length] == '\n') {
            line[length] = '\0';
            if (strlen(line) != length)
                die("the host service's answer has a zero byte");
            return true;
        }
    }
    die("the host service's answer is too long");
}

static void thaw(const char *cgroup) {
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/cgroup.freeze", cgroup) >= (int)sizeof path)
        die("the control group's path is too long");
    int file = check(open(path, O_WRONLY | O_CLOEXEC), "open %s", path);
    check_size(write(file, "0", 1), "thaw %s", cgroup);
    check(close(file), "close %s", path);
}

static int hear_answer(int service, const char *cgroup) {
    char line[8];
    bool hold = false;
    while (hear_line(service, line, sizeof line)) {
        if (strcmp(line, "hold") != 0)
            return (int)parse_number("the host service's answer", line, 0, 255);
        hold = true;
    }
    if (cgroup != NULL && !hold)
        thaw(cgroup);
    die("the host service hung up before it answered");
}

int main(void) {
    const char *action = require_environment("CRTOOLS_SCRIPT_ACTION");
    const char *socket_path = require_environment("DESKFERRY_HOOK_SOCKET");
    const char *pid = getenv("CRTOOLS_INIT_PID");
    bool after_dump = strcmp(action, "post-dump") == 0;

    if (!concerns_service(action))
        return EXIT_SUCCESS;
    int service = connect_to(socket_path);
    ask(service, action, pid == NULL ? 0 : parse_number("CRTOOLS_INIT_PID", pid, 1, 4194304));
    return hear_answer(service, after_dump ? getenv("DESKFERRY_HOOK_CGROUP") : NULL);
}
