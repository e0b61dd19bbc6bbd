package org.deskferry.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deskferry.lab.Resources;

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
            new Chore("network", "./chores network 10000 " + ECHO_HOST + " " + ECHO_PORT),
            new Chore(
                    "files",
                    "for i in 1 2 3 4; do rm -rf copy; cp -R /usr/lib/gcc copy; grep -rc main copy; tar -cf copy.tar copy; done"),
            new Chore("a compile", "for i in {1..16}; do gcc -O2 -o chores.again chores.c; done"),
            new Chore(
                    "drawing", "x11perf -repeat 1 -reps 5000 -scroll500 -ftext -rect500 -copywinwin500 -putimage100"));

    /** What has to be done once before. */
    static final String PREPARATION = "cat >chores.c <<'END'\n%sEND\ngcc -O2 -o chores chores.c"
            .formatted(new String(Resources.read(Chore.class, "chores.c"), StandardCharsets.UTF_8));

    /** A command of bash that does it and says how many seconds that took. */
    String timed() {
        return "TIMEFORMAT=%R; time { " + command + "; } >/dev/null 2>&1 || echo it failed";
    }
}
