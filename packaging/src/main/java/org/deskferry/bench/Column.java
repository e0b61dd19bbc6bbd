package org.deskferry.bench;

/** What is measured of a move. */
enum Column {
    /** The longest time the program in the pod did not run, by the real-time clock. */
    FREEZE_MS("freeze in the pod, ms"),
    /** The longest time nothing came from it to a peer. */
    GAP_MS("gap at a peer, ms"),
    /** From the command to its end. */
    TOTAL_MS("total, ms"),
    /** Bytes that left the source's network card, over what the pod had resident, shared pages counted once. */
    WIRE("wire bytes / resident"),
    /** The same when the pod goes back to a machine that it has been on. */
    RETURN_WIRE("on return"),
    /** How much of what the link can carry was carried while memory was copied from the running pod; of a shaped link only. */
    LINK("use of the link"),
    /** The longest time it did not run in the 5 s after the wake. */
    STALL_MS("stall after the wake, ms"),
    /** Of the machine it left: the service and the engine, the pod aside. */
    SOURCE_CPU_S("CPU at the source, s"),
    DESTINATION_CPU_S("CPU at the destination, s");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Its name in the report. */
    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
