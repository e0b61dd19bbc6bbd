package org.deskferry.bench;

import java.util.List;

/**
 * Work of one kind that a program does in a second or so.
 *
 * @param name in the report
 * @param command for a shell, in its user's home
 */
record Chore(String name, String command) {
    static final String ECHO_HOST = "10.77.0.200";
    static final int ECHO_PORT = 5011;

    /** Some of everything that programs do. */
    static final List<Chore> ALL = List.of(
            new Chore("system calls", "./chores calls 600000"),
            new Chore("memory", "./chores memory 20"),
            new Chore("network", "./chores network 5000 " + ECHO_HOST + " " + ECHO_PORT),
            new Chore(
                    "files",
                    "for i in 1 2 3; do rm -rf copy; cp -R /usr/lib/gcc copy; grep -rc main copy; tar -cf copy.tar copy; done"),
            new Chore("a compile", "for i in 1 2 3 4; do gcc -O2 -o chores.again chores.c; done"),
            new Chore(
                    "drawing", "x11perf -repeat 1 -reps 3000 -scroll500 -ftext -rect500 -copywinwin500 -putimage100"));

    /** What has to be done once before. */
    static final String PREPARATION = "gcc -O2 -o chores chores.c";

    /** A command of bash that does it and says how many seconds that took. */
    String timed() {
        return "TIMEFORMAT=%R; time { " + command + "; } >/dev/null 2>&1 || echo it failed";
    }
}
