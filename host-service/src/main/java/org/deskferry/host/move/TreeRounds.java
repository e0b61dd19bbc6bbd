package org.deskferry.host.move;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import org.deskferry.host.files.TreeSender;
import org.deskferry.host.files.TreeSink;
import org.deskferry.host.linux.Command;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.proto.v1.Tree;

/** The pod's own files on their way, round after round. */
final class TreeRounds {
    private final HostedPod pod;
    private final TreeSender sender;
    private final TreeSink destination;
    private Duration lastRound = Duration.ZERO;

    TreeRounds(HostedPod pod, TreeSender sender, Way way) {
        this.pod = pod;
        this.sender = sender;
        this.destination = sink(way);
    }

    /** How a piece of a tree gets to the destination. */
    @FunctionalInterface
    interface Way {
        void go(Tree piece) throws InterruptedException;
    }

    /** A way as the room of files wants it. */
    static TreeSink sink(Way way) {
        return piece -> {
            try {
                way.go(piece);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        };
    }

    /** Sends what changed since the last round; at first, everything. */
    void sendRound() throws IOException {
        var begin = System.nanoTime();
        var _ = sender.send(destination, SharedMappings.of(pod));
        lastRound = Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Sends the names that the engine has made, or taken away, in a pod that stood still in the round before already. */
    void sendNames() throws IOException {
        var _ = sender.sendNames(destination);
    }

    /** What the last round took. */
    Duration lastRound() {
        return lastRound;
    }

    /** What the files of a pod take on the disk, in bytes. */
    static long size(HostedPod pod) {
        var usage = Command.attempt(List.of(
                "du", "--summarize", "--block-size=1", pod.folder().upper().toString()));
        return usage.output()
                .lines()
                .reduce((first, last) -> last)
                .map(line -> line.split("\t", 2)[0])
                .map(Long::parseLong)
                .orElse(0L);
    }
}
