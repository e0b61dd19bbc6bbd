#include "confine.h"

#include "die.h"
#include "pod.h"
#include "refusals.h"

#include <grp.h>
#include <signal.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static void drop_bounding_set(void) {
    for (cap_value_t capability = 0; CAP_IS_SUPPORTED(capability); capability++)
        check(cap_drop_bound(capability), "drop capability %d", capability);
}

static void forbid_new_privileges(void) {
    check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "set no_new_privs");
}

static void keep_capabilities(int count, const cap_value_t *kept) {
    check(cap_reset_ambient(), "clear ambient capabilities");
    cap_t capabilities = cap_init();
    if (capabilities == NULL)
        die("no memory for capabilities");
    if (count > 0) {
        check(cap_set_flag(capabilities, CAP_PERMITTED, count, kept, CAP_SET), "choose capabilities");
        check(cap_set_flag(capabilities, CAP_EFFECTIVE, count, kept, CAP_SET), "choose capabilities");
    }
    check(cap_set_proc(capabilities), "set capabilities");
    check(cap_free(capabilities), "free capabilities");
}

static void reset_signals(void) {
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL); /* fails on SIGKILL, SIGSTOP and the C library's own, which have no other */
    sigset_t none;
    sigemptyset(&none);
    check(sigprocmask(SIG_SETMASK, &none, NULL), "unblock signals");
}

void confine_session(bool allow_new_privs) {
    drop_bounding_set();
    if (!allow_new_privs)
        forbid_new_privileges();
    refuse_uncheckpointable(); /* while there is the capability to do so without no_new_privs */
    check(setgroups(0, NULL), "setgroups");
    check(setresgid(POD_USER, POD_USER, POD_USER), "setresgid %d", POD_USER);
    check(setresuid(POD_USER, POD_USER, POD_USER), "setresuid %d", POD_USER);
    keep_capabilities(0, NULL);
    reset_signals();
    umask(022);
    check(chdir(POD_HOME), "chdir %s in the pod", POD_HOME);
}

void confine_pid1(void) {
    drop_bounding_set();
    forbid_new_privileges();
    keep_capabilities(1, (const cap_value_t[]){CAP_KILL});
}
