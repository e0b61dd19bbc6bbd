/* Runs a program inside a running pod as the session's own programs run: child of the pod's pid 1, confined
   alike, output to the session's log. Prints "pid=N", the program's pid in the pod, once it runs. Until it is
   confined, this process runs nothing that lies in the pod, nor can the pod's programs touch it: they run as
   another user, who may neither trace it nor look through its /proc entries. */
#include "arguments.h"
#include "cgroups.h"
#include "channel.h"
#include "confine.h"
#include "descriptors.h"
#include "die.h"
#include "environment.h"

#include <fcntl.h>
#include <getopt.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char USAGE[] =
    "usage: podexec --pid PID [--env NAME=VALUE]... [--allow-new-privs] -- PROGRAM [ARGUMENTS]";

struct request {
    pid_t pod;        /* its pid 1, as seen from here */
    char **variables; /* NULL-terminated */
    bool allow_new_privs;
    char **command;
};

static struct request parse_request(int argc, char **argv) {
    static const struct option OPTIONS[] = {
        {"pid", required_argument, NULL, 'i'},
        {"env", required_argument, NULL, 'e'},
        {"allow-new-privs", no_argument, NULL, 'p'},
        {NULL, 0, NULL, 0},
    };
    struct request request = {.variables = calloc((size_t)argc + 1, sizeof(char *))};
    size_t variables = 0;
    if (request.variables == NULL)
        die("no memory");
    for (int option; (option = getopt_long(argc, argv, "+", OPTIONS, NULL)) != -1;) {
        if (option == 'i')
            request.pod = (pid_t)parse_number("--pid", optarg, 1, 4194304);
        else if (option == 'e')
            require_variable(request.variables[variables++] = optarg);
        else if (option == 'p')
            request.allow_new_privs = true;
        else
            die("%s", USAGE);
    }
    request.command = argv + optind;
    if (request.pod == 0 || optind == argc)
        die("%s", USAGE);
    return request;
}

/* The number a process has in its own, innermost pid namespace. */
static int innermost_pid(pid_t pid) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *status = fopen(path, "re");
    if (status == NULL)
        check(-1, "open %s", path);
    int innermost = 0;
    while (innermost == 0 && fgets(line, sizeof line, status) != NULL)
        if (strncmp(line, "NSpid:", 6) == 0)
            innermost = atoi(strrchr(line, '\t') + 1);
    fclose(status);
    return innermost;
}

static void require_pod(pid_t pid) {
    char path[64];
    struct stat ours, theirs;
    snprintf(path, sizeof path, "/proc/%d/ns/user", pid);
    check(stat("/proc/self/ns/user", &ours), "stat /proc/self/ns/user");
    check(stat(path, &theirs), "stat %s", path);
    if (innermost_pid(pid) != 1 || ours.st_ino == theirs.st_ino)
        die("process %d is not the first process of a pod", pid);
}

static void enter(pid_t pod) {
    int process = check(pidfd_open(pod, 0), "find process %d", pod);
    require_pod(pod); /* after pidfd_open: the pid can't have changed hands unnoticed */
    join_cgroups_of(pod);
    /* A restored pod has a time namespace as well; CRIU refuses a tree whose processes differ in it. */
    int namespaces = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET |
                     CLONE_NEWCGROUP | CLONE_NEWTIME;
    check(setns(process, namespaces), "enter the namespaces of process %d", pod);
    check(close(process), "close");
}

static _Noreturn void become_program(const struct request *request, int channel) {
    die_fd = channel;
    await_step(channel); /* pid 1 has adopted this process */
    keep_only(channel);
    take_report_channel();
    check(setsid(), "setsid");
    confine_session(request->allow_new_privs);
    open_pod_stdio();
    set_environment(request->variables);
    check(execvp(request->command[0], request->command), "run %s in the pod", request->command[0]);
    abort();
}

/* Forks twice: the process between ends at once, so that the program's parent is the pod's pid 1. Returns the
   program's pid in the pod. */
static pid_t fork_orphan(const struct request *request, struct channel channel) {
    int told[2];
    check(pipe2(told, O_CLOEXEC), "pipe");
    pid_t between = check(fork(), "fork");
    if (between == 0) {
        check(close(channel.outside), "close");
        pid_t program = check(fork(), "fork");
        if (program == 0)
            become_program(request, channel.inside);
        check_size(write(told[1], &program, sizeof program), "tell the pid");
        exit(EXIT_SUCCESS);
    }
    check(close(told[1]), "close");
    check(close(channel.inside), "close");
    check(waitpid(between, NULL, 0), "wait");
    pid_t program;
    if (check_size(read(told[0], &program, sizeof program), "hear the pid") != sizeof program)
        die("the program was not started");
    check(close(told[0]), "close");
    return program;
}

int main(int argc, char **argv) {
    struct request request = parse_request(argc, argv);
    enter(request.pod);
    struct channel channel = open_channel();
    pid_t program = fork_orphan(&request, channel);
    send_step(channel.outside);
    await_close(channel.outside);
    if (dprintf(STDOUT_FILENO, "pid=%d\n", program) < 0)
        check(-1, "write stdout");
    return EXIT_SUCCESS;
}
