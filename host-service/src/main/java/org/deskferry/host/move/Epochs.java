package org.deskferry.host.move;

import org.deskferry.proto.v1.PodManifest;

/** How a pod's epoch grows: of two copies the one with the larger epoch is the pod. */
final class Epochs {
    /** More than any pod moves. */
    private static final long LEAP = 1L << 20;

    private Epochs() {}

    /** After the commit of a move. */
    static long next(PodManifest manifest) {
        return manifest.getEpoch() + 1;
    }

    /** After an administrator's decision: more than the other copy has, even if that has moved on. */
    static long ahead(PodManifest manifest) {
        return manifest.getEpoch() + LEAP;
    }
}
