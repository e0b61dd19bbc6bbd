// Starts the engine's own criu with the engine's own loader and libraries, wherever the engine folder is.
// The same as a line of shell, but without the shell: criu is started several times in a freeze.
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *under(const char *engine, const char *name) {
    char *path;
    if (asprintf(&path, "%s/%s", engine, name) < 0) exit(127);
    return path;
}

int main(int argc, char **argv) {
    char engine[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", engine, sizeof engine - 1);
    if (length < 0) {
        perror("criu: /proc/self/exe");
        return 127;
    }
    engine[length] = 0;
    for (int up = 0; up < 2; up++) *strrchr(engine, '/') = 0; // .../bin/criu

    const char *args[argc + 7];
    int n = 0;
    args[n++] = under(engine, "lib/ld.so");
    args[n++] = "--library-path";
    args[n++] = under(engine, "lib");
    args[n++] = "--argv0";
    args[n++] = argv[0];
    args[n++] = under(engine, "lib/criu");
    for (int i = 1; i < argc; i++) args[n++] = argv[i];
    args[n] = NULL;
    execv(args[0], (char **)args);
    perror(args[0]);
    return 127;
}
