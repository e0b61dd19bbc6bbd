/* Starts a pod: a session in its own user, pid, mount, uts, ipc, net and cgroup namespaces.
   On stdout: "pid=N" once the namespaces stand, then, after the caller's "go" on stdin, "started". Before
   that, the caller's end or any failure takes the whole pod with it. */
#include "arguments.h"
#include "channel.h"
#include "descriptors.h"
#include "die.h"
#include "environment.h"
#include "loopback.h"
#include "pid1_file.h"
#include "pod.h"
#include "root.h"

#include <fcntl.h>
#include <getopt.h>
#include <grp.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char USAGE[] =
    "usage: podinit --root DIR --ids FIRST:COUNT --hostname NAME [--env NAME=VALUE]... "
    "[--allow-new-privs] -- PROGRAM [ARGUMENTS]";

/* Ids below belong to the workstation's own users; a pod has the usual 65536, among them nobody's 65534. */
enum { FIRST_FREE_ID = 65536, FEWEST_IDS = 65536 };
static const unsigned long LAST_ID = 4294967294;

struct request {
    const char *root;
    unsigned long first_id;
    unsigned long id_count;
    const char *hostname;
    char **variables;      /* NULL-terminated */
    char *allow_new_privs; /* the option, to be passed on, or NULL */
    char **command;
};

static void parse_ids(struct request *request, char *text) {
    char *colon = strchr(text, ':');
    if (colon == NULL)
        die("--ids: '%s' is not FIRST:COUNT", text);
    *colon = '\0';
    request->first_id = parse_number("--ids FIRST", text, FIRST_FREE_ID, LAST_ID);
    request->id_count = parse_number("--ids COUNT", colon + 1, FEWEST_IDS, LAST_ID - request->first_id + 1);
}

static struct request parse_request(int argc, char **argv) {
    static const struct option OPTIONS[] = {
        {"root", required_argument, NULL, 'r'},      {"ids", required_argument, NULL, 'i'},
        {"hostname", required_argument, NULL, 'h'},  {"env", required_argument, NULL, 'e'},
        {"allow-new-privs", no_argument, NULL, 'p'}, {NULL, 0, NULL, 0},
    };
    struct request request = {.variables = calloc((size_t)argc + 1, sizeof(char *))};
    size_t variables = 0;
    if (request.variables == NULL)
        die("no memory");
    for (int option; (option = getopt_long(argc, argv, "+", OPTIONS, NULL)) != -1;) {
        if (option == 'r')
            request.root = optarg;
        else if (option == 'i')
            parse_ids(&request, optarg);
        else if (option == 'h')
            require_hostname(request.hostname = optarg);
        else if (option == 'e')
            require_variable(request.variables[variables++] = optarg);
        else if (option == 'p')
            request.allow_new_privs = "--allow-new-privs";
        else
            die("%s", USAGE);
    }
    request.command = argv + optind;
    if (request.root == NULL || request.id_count == 0 || request.hostname == NULL || optind == argc)
        die("%s", USAGE);
    if (request.command[0][0] != '/')
        die("the program '%s' is not an absolute path", request.command[0]);
    return request;
}

static pid_t clone_into_namespaces(void) {
    struct clone_args arguments = {
        .flags = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET,
        .exit_signal = SIGCHLD,
    };
    return check((int)syscall(SYS_clone3, &arguments, sizeof arguments), "create the pod's namespaces");
}

static void write_map(pid_t pod, const char *name, const struct request *request) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pod, name);
    int file = check(open(path, O_WRONLY | O_CLOEXEC), "open %s", path);
    if (dprintf(file, "0 %lu %lu\n", request->first_id, request->id_count) < 0)
        check(-1, "map ids %lu:%lu through %s", request->first_id, request->id_count, path);
    check(close(file), "close %s", path);
}

static _Noreturn void run_pid1(const struct request *request) {
    size_t count = 0;
    while (request->command[count] != NULL)
        count++;
    char **argv = calloc(count + 4, sizeof *argv);
    if (argv == NULL)
        die("no memory");
    char **next = argv;
    *next++ = POD_PID1;
    if (request->allow_new_privs != NULL)
        *next++ = request->allow_new_privs;
    *next++ = "--";
    memcpy(next, request->command, count * sizeof *argv);
    check(execv(POD_PID1, argv), "run %s in the pod", POD_PID1);
    abort();
}

static _Noreturn void become_pod(const struct request *request, int pid1_file, int channel) {
    die_fd = channel;
    await_step(channel); /* the ids are mapped */
    check(setgroups(0, NULL), "setgroups");
    check(setresgid(0, 0, 0), "setresgid 0");
    check(setresuid(0, 0, 0), "setresuid 0");
    check(setsid(), "setsid");
    umask(022);
    enter_root();
    prepare_directories();
    install_pid1(pid1_file);
    check(sethostname(request->hostname, strlen(request->hostname)), "set the host name %s",
          request->hostname);
    raise_loopback();
    send_step(channel);

    await_step(channel); /* the caller has chosen the cgroups: they become the namespace's root */
    check(unshare(CLONE_NEWCGROUP), "create the pod's cgroup namespace");
    keep_only(channel);
    open_pod_stdio();
    set_environment(request->variables);
    run_pid1(request);
}

static pid_t doomed; /* the pod, until it has started */

static void kill_doomed(void) {
    if (doomed > 0) {
        kill(doomed, SIGKILL);
        waitpid(doomed, NULL, 0);
    }
}

static void await_go(void) {
    char line[3];
    for (size_t length = 0; length < sizeof line; length++)
        if (check_size(read(STDIN_FILENO, line + length, 1), "read stdin") == 0)
            die("stdin ended before 'go'");
    if (memcmp(line, "go\n", sizeof line) != 0)
        die("stdin has something else than 'go'");
}

static void say(const char *line) {
    check_size(write(STDOUT_FILENO, line, strlen(line)), "write stdout");
}

int main(int argc, char **argv) {
    struct request request = parse_request(argc, argv);
    int pid1_file = open_pid1();
    check(chdir(request.root), "enter the root %s", request.root);
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
        check(-1, "ignore SIGPIPE");

    struct channel channel = open_channel();
    pid_t pod = clone_into_namespaces();
    if (pod == 0) {
        check(close(channel.outside), "close");
        become_pod(&request, pid1_file, channel.inside);
    }
    doomed = pod;
    atexit(kill_doomed);
    check(close(channel.inside), "close");

    write_map(pod, "uid_map", &request);
    write_map(pod, "gid_map", &request);
    send_step(channel.outside);
    await_step(channel.outside);

    char line[32];
    snprintf(line, sizeof line, "pid=%d\n", pod);
    say(line);
    await_go();
    send_step(channel.outside);
    await_close(channel.outside);
    say("started\n");
    doomed = 0;
    return EXIT_SUCCESS;
}
