#include "environment.h"

#include "die.h"
#include "pod.h"

#include <stdlib.h>

static char *const MINIMAL[] = {
    "PATH=/usr/local/bin:/usr/bin:/bin",
    "HOME=" POD_HOME,
    "USER=" POD_USER_NAME,
    "LOGNAME=" POD_USER_NAME,
    "SHELL=/bin/bash",
    "LANG=C.UTF-8",
    "XDG_RUNTIME_DIR=" POD_RUNTIME_DIR,
    NULL,
};

static void put_all(char *const *variables) {
    for (; *variables != NULL; variables++)
        if (putenv(*variables) != 0)
            die("no memory for the environment");
}

void set_environment(char *const *variables) {
    clearenv();
    put_all(MINIMAL);
    put_all(variables);
}
