#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* From the kernel's linux/userfaultfd.h, which the C library's headers of Debian 12 lack. */
#ifndef UFFD_FEATURE_WP_UNPOPULATED
#define UFFD_FEATURE_WP_UNPOPULATED (1 << 13)
#endif
#ifndef UFFD_FEATURE_WP_ASYNC
#define UFFD_FEATURE_WP_ASYNC (1 << 15)
#endif

bool watch_is_supported(void) {
    int own = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY);
    if (own < 0)
        return false;
    int result = watch_enable(own);
    close(own);
    return result == 0;
}

int watch_enable(int userfaultfd) {
    struct uffdio_api api = {
        .api = UFFD_API,
        .features = UFFD_FEATURE_PAGEFAULT_FLAG_WP | UFFD_FEATURE_WP_UNPOPULATED | UFFD_FEATURE_WP_ASYNC,
    };
    return ioctl(userfaultfd, UFFDIO_API, &api) == 0 ? 0 : -errno;
}

int watch_range(int userfaultfd, uint64_t start, uint64_t end) {
    struct uffdio_register request = {.range = {start, end - start}, .mode = UFFDIO_REGISTER_MODE_WP};
    return ioctl(userfaultfd, UFFDIO_REGISTER, &request) == 0 ? 0 : -errno;
}
