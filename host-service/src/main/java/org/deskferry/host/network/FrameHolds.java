package org.deskferry.host.network;

import java.nio.file.Path;
import org.deskferry.proto.v1.PodManifest;

/** Keeps what the LAN sends to pods that stand still. */
public final class FrameHolds {
    private final Path helper;
    private final Uplink uplink;

    /**
     * Stands in for pods on a LAN.
     *
     * @param helper the program {@code framehold}
     * @param uplink the way from this machine to that LAN
     */
    public FrameHolds(Path helper, Uplink uplink) {
        this.helper = helper;
        this.uplink = uplink;
    }

    /**
     * Makes ready to stand in for a pod; the LAN does not notice yet.
     *
     * @throws org.deskferry.host.problem.ProblemException (INTERNAL) if this machine cannot
     */
    public FrameHold prepare(PodManifest pod) {
        return FrameHold.start(helper, uplink, pod);
    }
}
