package org.deskferry.host.move;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.files.Round;
import org.deskferry.host.files.TreeSender;
import org.deskferry.host.files.TreeSink;
import org.deskferry.host.linux.ChangeWatch;
import org.deskferry.host.linux.ChangedName;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.LinuxException;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.proto.v1.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pod's own files on their way, round after round. While the pod runs each round looks at all of them; while it stands still, only at those
 * that have changed since, however many there are.
 */
public final class TreeRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TreeRounds.class);

    private final HostedPod pod;
    private final TreeSender sender;
    private final TreeSink destination;
    private final Optional<ChangeWatch> watch;
    private Duration nextInFreeze = Duration.ZERO;

    private TreeRounds(HostedPod pod, TreeSender sender, TreeSink destination, Optional<ChangeWatch> watch) {
        this.pod = pod;
        this.sender = sender;
        this.destination = destination;
        this.watch = watch;
    }

    /** Of a pod that runs. */
    public static TreeRounds begin(HostedPod pod, TreeSender sender, TreeSink destination) {
        return new TreeRounds(pod, sender, destination, watch(pod));
    }

    private static Optional<ChangeWatch> watch(HostedPod pod) {
        try {
            return Optional.of(ChangeWatch.of(pod.folder().root()));
        } catch (LinuxException e) {
            LOG.warn("all files of pod {} are looked at in the freeze: {}", pod.name(), e.getMessage());
            return Optional.empty();
        }
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
    public Round sendRound() throws IOException {
        // What is forgotten here the round sees.
        changes();
        var round = sender.send(destination, SharedMappings.of(pod));
        nextInFreeze = watch.isPresent() ? round.reading() : round.length();
        return round;
    }

    /** Sends what changed since the last round, of a pod that stands still. */
    public Round sendLast() throws IOException {
        var changes = changes();
        if (changes.isEmpty()) {
            return sendRound();
        }
        changes.get().addAll(OpenFiles.of(pod.cgroup().pids()));
        return sender.sendChanges(destination, SharedMappings.of(pod), changes.get());
    }

    /** Sends the names that the engine has made, or taken away, in a pod that stood still in the round before already. */
    void sendNames() throws IOException {
        var names = changes();
        var _ = names.isPresent() ? sender.sendNames(destination, names.get()) : sender.sendNames(destination);
    }

    private Optional<Set<ChangedName>> changes() throws LinuxException {
        return watch.isPresent() ? watch.get().take() : Optional.empty();
    }

    /** What the next round will take if the pod stands still, about, by the last one. */
    Duration nextInFreeze() {
        return nextInFreeze;
    }

    @Override
    public void close() {
        watch.ifPresent(ChangeWatch::close);
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
