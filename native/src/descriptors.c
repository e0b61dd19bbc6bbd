#include "descriptors.h"

#include "die.h"
#include "pod.h"

#include <fcntl.h>
#include <unistd.h>

void keep_only(int kept) {
    if (kept != POD_REPORT_FD)
        check(dup2(kept, POD_REPORT_FD), "dup2 the report channel");
    check(close_range(POD_REPORT_FD + 1, ~0U, 0), "close_range");
    die_fd = POD_REPORT_FD;
}

void take_report_channel(void) {
    die_fd = POD_REPORT_FD;
    check(fcntl(POD_REPORT_FD, F_SETFD, FD_CLOEXEC), "close the report channel on exec");
}

void open_pod_stdio(void) {
    int null = check(open("/dev/null", O_RDWR | O_CLOEXEC), "open /dev/null in the pod");
    int log = check(open(POD_LOG, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0640),
                    "open %s in the pod", POD_LOG);
    check(fchown(log, POD_USER, POD_USER), "chown %s", POD_LOG);
    check(dup2(null, STDIN_FILENO), "dup2 stdin");
    check(dup2(log, STDOUT_FILENO), "dup2 stdout");
    check(dup2(log, STDERR_FILENO), "dup2 stderr");
    check(close(null), "close /dev/null");
    check(close(log), "close %s", POD_LOG);
}
