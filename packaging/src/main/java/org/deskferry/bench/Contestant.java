package org.deskferry.bench;

/** A way to move a pod, and the pod it moves. Closing destroys the pod. */
interface Contestant extends AutoCloseable {
    /** In the report. */
    String name();

    /** Moves the pod once. */
    Measure move();

    @Override
    void close();
}
