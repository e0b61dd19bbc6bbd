#include "refusals.h"

#include "die.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>

/* Each is refused the way programs know from kernels that lack or forbid it, so that they do without. */
static const struct refusal {
    int syscall;
    int answer;
    const char *why;
} REFUSALS[] = {
    {SCMP_SYS(io_uring_setup), ENOSYS, "CRIU can't dump io_uring"},
    {SCMP_SYS(io_uring_enter), ENOSYS, "CRIU can't dump io_uring"},
    {SCMP_SYS(io_uring_register), ENOSYS, "CRIU can't dump io_uring"},
    {SCMP_SYS(clone3), ENOSYS, "its flags lie in memory, out of a filter's sight; glibc falls back to clone"},
    {SCMP_SYS(setns), EPERM, "CRIU can't dump nested namespaces"},
    {SCMP_SYS(userfaultfd), EPERM, "CRIU can't dump a userfaultfd"},
    {SCMP_SYS(perf_event_open), EPERM, "CRIU can't dump a perf event"},
    {SCMP_SYS(bpf), EPERM, "CRIU can't dump bpf maps and programs"},
    {SCMP_SYS(landlock_create_ruleset), ENOSYS, "CRIU can't dump a landlock ruleset"},
    {SCMP_SYS(landlock_add_rule), ENOSYS, "CRIU can't dump a landlock ruleset"},
    {SCMP_SYS(landlock_restrict_self), ENOSYS, "CRIU would wake the program without its restriction"},
    {SCMP_SYS(memfd_secret), ENOSYS, "CRIU can't read secret memory"},
    {SCMP_SYS(mq_open), ENOSYS, "CRIU can't dump a message queue without its mount"},
    {SCMP_SYS(add_key), ENOSYS, "keys stay in the kernel they were given to"},
    {SCMP_SYS(request_key), ENOSYS, "keys stay in the kernel they were given to"},
    {SCMP_SYS(keyctl), ENOSYS, "keys stay in the kernel they were given to"},
};

/* Namespaces inside the pod: CRIU can't dump them nested, and browsers fall back to sandboxes without. */
static const uint64_t NAMESPACES[] = {
    CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP,
};

static void require(int result, const char *what) {
    if (result < 0) {
        errno = -result;
        check(-1, "seccomp filter: %s", what);
    }
}

static void refuse_flag(scmp_filter_ctx filter, int syscall, uint64_t flag) {
    require(
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), syscall, 1, SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag)),
        "refuse namespaces");
}

void refuse_uncheckpointable(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL)
        die("seccomp filter: no memory");
    require(seccomp_arch_add(filter, SCMP_ARCH_X86), "add 32-bit programs");
    /* Any other way in, such as x32, would get past the numbers above. */
    require(seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS)), "refuse x32");
    require(seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0), "leave no_new_privs alone");

    for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++)
        require(
            seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint16_t)REFUSALS[i].answer), REFUSALS[i].syscall, 0),
            REFUSALS[i].why);
    for (size_t i = 0; i < sizeof NAMESPACES / sizeof *NAMESPACES; i++) {
        refuse_flag(filter, SCMP_SYS(clone), NAMESPACES[i]);
        refuse_flag(filter, SCMP_SYS(unshare), NAMESPACES[i]);
    }
    /* In clone's flags this bit belongs to the signal number. */
    refuse_flag(filter, SCMP_SYS(unshare), CLONE_NEWTIME);

    require(seccomp_load(filter), "load");
    seccomp_release(filter);
}
