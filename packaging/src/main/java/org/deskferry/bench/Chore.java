package org.deskferry.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deskferry.lab.Resources;

/**
 * Work of one kind that a program does in a moment: a neighbour of a virtual machine who is busy for a while then strikes all
 * places where it is done, in turn, and not one of them.
 *
 * @param name in the report
 * @param setup a line of bash for what has to be there, anew for each pair, or ":"
 * @param command a line of bash, in its user's home
 */
record Chore(String name, String setup, String command) {
    static final String ECHO_HOST = "10.77.0.200";
    static final int ECHO_PORT = 5011;

    /** A screen of its own: where one lies in memory makes it a bit faster or slower for as long as it lasts. */
    private static final String SCREEN = "kill $screen; wait; Xvnc :5 -geometry 1280x800 -depth 24 -SecurityTypes None"
            + " -rfbport -1 -nolisten tcp -nolisten local -ac -s 0 & screen=$!;"
            + " for i in {1..500}; do [ -S /tmp/.X11-unix/X5 ] && break; sleep .01; done; [ -S /tmp/.X11-unix/X5 ]";

    /** Some of everything that programs do. */
    static final List<Chore> ALL = List.of(
            of("system calls", "./chores calls 120000"),
            of("memory", "./chores memory 2"),
            of("network", "./chores network 5000 " + ECHO_HOST + " " + ECHO_PORT),
            of("files", "rm -rf copy; cp -R /usr/lib/gcc copy && grep -rc main copy; tar -cf copy.tar copy"),
            of("a compile", "gcc -O2 -o chores.again chores.c"),
            new Chore(
                    "drawing",
                    SCREEN,
                    "x11perf -display :5 -repeat 1 -reps 400 -scroll500 -ftext -rect500 -copywinwin500 -putimage100"));

    /** What has to be done once before, by bash. */
    static final String PREPARATION = "cat >chores.c <<'END'\n%sEND\ngcc -O2 -o chores chores.c || exit\n"
            .formatted(new String(Resources.read(Chore.class, "chores.c"), StandardCharsets.UTF_8));

    private static Chore of(String name, String command) {
        return new Chore(name, ":", command);
    }
}
