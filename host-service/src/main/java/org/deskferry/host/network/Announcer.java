package org.deskferry.host.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.proto.v1.PodManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the LAN where a pod is now: gratuitous ARP (RFC 5227) and unsolicited neighbour advertisements (RFC 4861), without
 * which switches go on sending its frames to the workstation it left.
 */
public final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final int TIMES = 3;
    private static final int INTERVAL_MS = 150;

    private final Path helper;

    public Announcer(Path helper) {
        this.helper = helper;
    }

    /** Announces a pod, now and twice again shortly after; returns at once. */
    void announce(PodManifest pod, long initPid) {
        Thread.startVirtualThread(() -> send(pod, initPid));
    }

    private void send(PodManifest pod, long initPid) {
        var words = new ArrayList<>(
                List.of(helper.toString(), "--netns", "/proc/" + initPid + "/ns/net", "--link", "eth0"));
        words.addAll(Station.words(pod.getAddress()));
        words.addAll(List.of("--count", Integer.toString(TIMES), "--interval-ms", Integer.toString(INTERVAL_MS)));
        try {
            Command.run(words);
        } catch (CommandException e) {
            LOG.warn("pod {} could not be announced: {}", pod.getName(), e.getMessage());
        }
    }
}
