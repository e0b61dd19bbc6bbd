package org.deskferry.host.network;

import java.nio.file.Path;
import org.deskferry.proto.v1.PodManifest;

/** Keeps what the LAN sends to pods that stand still. */
public final class FrameHolds {
    private final Path helper;
    private final String bridge;

    /**
     * Stands in for pods on a LAN.
     *
     * @param helper the program {@code framehold}
     * @param bridge the bridge of this machine whose other ports lead to the LAN
     */
    public FrameHolds(Path helper, String bridge) {
        this.helper = helper;
        this.bridge = bridge;
    }

    /**
     * Makes ready to stand in for a pod; the LAN does not notice yet.
     *
     * @throws org.deskferry.host.problem.ProblemException (INTERNAL) if this machine cannot
     */
    public FrameHold prepare(PodManifest pod) {
        return FrameHold.start(helper, bridge, pod);
    }
}
