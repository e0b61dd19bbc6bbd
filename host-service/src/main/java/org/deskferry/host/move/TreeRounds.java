package org.deskferry.host.move;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.deskferry.host.files.TreeSender;
import org.deskferry.host.linux.Command;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.Tree;

/** The pod's own files on their way, round after round. */
final class TreeRounds {
    private final HostedPod pod;
    private final ToPeer destination;
    private final Progress progress;
    private final TreeSender sender;
    private long bytes;

    TreeRounds(HostedPod pod, ToPeer destination, Progress progress, TreeSender sender) {
        this.pod = pod;
        this.destination = destination;
        this.progress = progress;
        this.sender = sender;
    }

    /** Sends what changed since the last round; at first, everything. */
    void sendRound() throws IOException {
        bytes += sender.send(this::send, SharedMappings.of(pod)).bytes();
    }

    /** What the files take on the disk, in bytes. */
    long size() {
        var usage = Command.attempt(List.of(
                "du", "--summarize", "--block-size=1", pod.folder().upper().toString()));
        return usage.output()
                .lines()
                .reduce((first, last) -> last)
                .map(line -> line.split("\t", 2)[0])
                .map(Long::parseLong)
                .orElse(0L);
    }

    /** Bytes of file content sent. */
    long bytes() {
        return bytes;
    }

    private void send(Tree tree) throws IOException {
        forward(
                ToDestination.newBuilder().setFiles(tree).build(),
                tree.getData().getBytes().size());
    }

    /** Sends a message that holds {@code content} bytes of a file. */
    void forward(ToDestination message, long content) throws IOException {
        try {
            destination.send(message);
            progress.sent(content);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
