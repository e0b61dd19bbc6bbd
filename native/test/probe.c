/* Run inside a pod: tries what is refused there and says "NAME RESULT" for each, RESULT being 0 or an errno.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { X32 = 0x40000000, IO_URING_SETUP_I386 = 425, UNSHARE_I386 = 310 };

static void say(const char *name, long result) {
    printf("%s %s\n", name, result == -1 ? strerrorname_np(errno) : "0");
}

/* The entry 32-bit programs use. */
static long syscall_i386(long number, long first, long second) {
    long result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(number), "b"(first), "c"(second)
                     : "memory", "r8", "r9", "r10", "r11");
    if (result < 0) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

static long try_clone(unsigned long flags) {
    long pid = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
    if (pid == 0)
        _exit(0);
    if (pid > 0)
        waitpid((pid_t)pid, NULL, 0);
    return pid;
}

int main(void) {
    char space[256] = {0};
    struct clone_args arguments = {.exit_signal = SIGCHLD};
    say("io_uring_setup", syscall(SYS_io_uring_setup, 8, space));
    say("io_uring_enter", syscall(SYS_io_uring_enter, -1, 0, 0, 0, 0, 0));
    say("io_uring_register", syscall(SYS_io_uring_register, -1, 0, 0, 0));
    say("clone3", syscall(SYS_clone3, &arguments, sizeof arguments));
    say("clone", try_clone(0));
    say("clone_newuser", try_clone(CLONE_NEWUSER));
    say("clone_newpid", try_clone(CLONE_NEWPID));
    say("clone_newuser_newnet", try_clone(CLONE_NEWUSER | CLONE_NEWNET));
    say("unshare_files", unshare(CLONE_FILES));
    say("unshare_newuser", unshare(CLONE_NEWUSER));
    say("unshare_newns", unshare(CLONE_NEWNS));
    say("unshare_newtime", unshare(CLONE_NEWTIME));
    say("setns", setns(open("/proc/self/ns/uts", O_RDONLY), 0));
    say("userfaultfd", syscall(SYS_userfaultfd, 1));
    say("perf_event_open", syscall(SYS_perf_event_open, space, 0, -1, -1, 0));
    say("bpf", syscall(SYS_bpf, 0, space, sizeof space));
    say("landlock_create_ruleset", syscall(SYS_landlock_create_ruleset, NULL, 0, 1));
    say("memfd_secret", syscall(SYS_memfd_secret, 0));
    say("mq_open", syscall(SYS_mq_open, "queue", O_RDWR | O_CREAT, 0600, NULL));
    say("keyctl", syscall(SYS_keyctl, 0, -3, 0));
    say("x32_getpid", syscall(X32 | SYS_getpid));
    say("i386_io_uring_setup", syscall_i386(IO_URING_SETUP_I386, 0, 0));
    say("i386_unshare_newuser", syscall_i386(UNSHARE_I386, CLONE_NEWUSER, 0));
    say("memfd_create", syscall(SYS_memfd_create, "free", 0));
    say("fanotify_init", syscall(SYS_fanotify_init, 0x200 /* FAN_REPORT_FID */, O_RDONLY));
    return 0;
}
