package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A checked TCP connection between a pod and the peer outside. */
public final class Conversation {
    private static final Duration END_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final LabPod pod;
    private final Path inPod;
    private final Path atPeer;

    /**
     * @param inPod the log of the end in the pod, relative to its user's home
     * @param atPeer the log of the other end
     */
    Conversation(String name, LabPod pod, Path inPod, Path atPeer) {
        this.name = name;
        this.pod = pod;
        this.inPod = inPod;
        this.atPeer = atPeer;
    }

    public String name() {
        return name;
    }

    StreamLog inPod() {
        return read(pod.home().resolve(inPod));
    }

    StreamLog atPeer() {
        return read(atPeer);
    }

    /** The longest silence, as the peer saw it, that ended after {@code since} (nanoseconds since 1970). */
    public Duration peerGap(long since) {
        return atPeer().largestGap(since);
    }

    /** Waits until both ends have heard something new. */
    public void awaitLife() {
        awaitLife(Duration.ofSeconds(15));
    }

    void awaitLife(Duration limit) {
        var there = inPod().received();
        var here = atPeer().received();
        Eventually.that(
                "both ends of " + name + " hear each other: " + faults(),
                limit,
                () -> inPod().received() > there && atPeer().received() > here);
    }

    /** What is wrong with it so far, in words. */
    public List<String> faults() {
        var faults = new ArrayList<String>();
        for (var log : List.of(inPod(), atPeer())) {
            if (log.isOver() && !log.end().equals("end")) {
                faults.add(name + ": " + log.end() + " after " + log.received() + " bytes");
            }
        }
        return faults;
    }

    /** Lets both ends say their last, and compares: what is wrong, in words. */
    public List<String> finish() {
        pod.write(stop(pod.home().resolve(inPod)), new byte[0]);
        try {
            Files.createFile(stop(atPeer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.that(
                "the end of " + name + " on both sides: " + faults(),
                END_LIMIT,
                () -> inPod().isOver() && atPeer().isOver());
        var faults = new ArrayList<>(faults());
        compare("from the pod", inPod().sent(), atPeer().received(), faults);
        compare("to the pod", atPeer().sent(), inPod().received(), faults);
        return faults;
    }

    private void compare(String direction, long sent, long received, List<String> faults) {
        if (sent != received) {
            faults.add(name + ": " + sent + " bytes were sent " + direction + " and " + received + " arrived");
        }
    }

    /** A listener numbers its logs and has one such file for all of them. */
    private static Path stop(Path log) {
        return log.resolveSibling(log.getFileName().toString().replaceFirst("\\.\\d+$", "") + ".stop");
    }

    private static StreamLog read(Path log) {
        return StreamLog.in(Files.exists(log) ? Node.read(log) : "");
    }
}
