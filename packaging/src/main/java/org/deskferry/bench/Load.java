package org.deskferry.bench;

import java.util.List;

/**
 * What a pod has to do while it is moved.
 *
 * @param mebibytes of memory that a program fills
 * @param processes that it consists of
 * @param dirtyRate MiB of pages a second that it writes to
 * @param desktop whether there is a desktop, or only a screen
 * @param programs what else is started: command lines
 */
record Load(int mebibytes, int processes, int dirtyRate, boolean desktop, List<Windowed> programs) {

    /**
     * A program with a window.
     *
     * @param title of which a part is in that of its window when it is ready
     */
    record Windowed(String title, List<String> command) {}

    /** A program without a desktop. */
    static Load program(int mebibytes, int processes, int dirtyRate) {
        return new Load(mebibytes, processes, dirtyRate, false, List.of());
    }

    /** A desktop in which little is going on. */
    static Load session(Windowed... programs) {
        return new Load(8, 1, 0, true, List.of(programs));
    }
}
