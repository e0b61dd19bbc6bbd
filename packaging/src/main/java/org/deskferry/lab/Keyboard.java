package org.deskferry.lab;

import java.time.Duration;

/** Which window of a pod gets what is typed. */
final class Keyboard {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Keyboard() {}

    /** Waits until it is the one with the title {@code title}. */
    static void awaitAt(LabPod pod, String title) {
        var window = pod.ask("xwininfo -name '" + title + "'").replaceFirst("(?s).*Window id: (0x\\w+).*", "$1");
        awaitAtId(pod, window);
    }

    /** The same for a window's number as X prints it. */
    static void awaitAtId(LabPod pod, String window) {
        Eventually.that(window + " has the keyboard", LIMIT, () -> isAt(pod, window));
    }

    static boolean isAt(LabPod pod, String window) {
        return pod.ask("xprop -root _NET_ACTIVE_WINDOW").contains(window);
    }
}
