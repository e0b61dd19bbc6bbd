package org.deskferry.host.handover;

import java.util.ArrayList;
import java.util.List;

/** One workstation of the model: what is on its disk, in its service, and in its kernel. */
final class Side {
    /** The pod's processes. */
    enum Processes {
        NONE,
        /** Only the kernel, where {@link Side#still} is set, keeps them from running. */
        FREE,
        /** CRIU holds them. */
        HELD
    }

    // On disk.
    Stand record = Stand.ABSENT;
    /** The record names a destination that may have to be told that the pod stays. */
    boolean leaving;

    boolean tombstone;

    // In the service.
    boolean up = true;
    Stand stand = Stand.ABSENT;
    /** What is left to do of the rules that it follows. */
    List<Deed> todo = new ArrayList<>();

    // In the kernel.
    Processes processes = Processes.NONE;
    boolean still;
    /** The service that CRIU holds them for has died. */
    boolean orphans;

    Side copy() {
        var copy = new Side();
        copy.record = record;
        copy.leaving = leaving;
        copy.tombstone = tombstone;
        copy.up = up;
        copy.stand = stand;
        copy.todo = new ArrayList<>(todo);
        copy.processes = processes;
        copy.still = still;
        copy.orphans = orphans;
        return copy;
    }

    boolean runs() {
        return processes == Processes.FREE && !still;
    }

    boolean idle() {
        return up && todo.isEmpty();
    }

    void crash() {
        up = false;
        stand = Stand.ABSENT;
        todo.clear();
        orphans = processes == Processes.HELD;
    }

    void powerCut() {
        crash();
        processes = Processes.NONE;
        still = false;
        orphans = false;
    }

    @Override
    public String toString() {
        return (up ? stand.toString() : "down")
                + (todo.isEmpty() ? "" : " to do " + todo)
                + " (disk: " + record + (leaving ? ", leaving" : "") + (tombstone ? ", tombstone" : "")
                + "; processes: " + (runs() ? "RUN" : processes) + (still ? ", still" : "")
                + (orphans ? ", orphans" : "") + ")";
    }
}
