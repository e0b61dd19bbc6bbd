package org.deskferry.host.rest;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.deskferry.host.checkpoint.PlainCheckpoint;
import org.deskferry.host.files.TreeSink;
import org.deskferry.proto.v1.PodPart;

/** Takes the parts of a pod in order, waiting while the other end is behind. */
@FunctionalInterface
public interface PartSink {
    /**
     * Takes the next part.
     *
     * @throws IOException if nobody takes any more
     */
    void accept(PodPart part) throws IOException, InterruptedException;

    /** Takes what the room of files sends. */
    default TreeSink files() {
        return tree -> {
            try {
                accept(PodPart.newBuilder().setFiles(tree).build());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        };
    }

    /** Takes the pieces of a checkpoint. */
    default PlainCheckpoint.Sink checkpoint() {
        return piece -> accept(PodPart.newBuilder().setCheckpoint(piece).build());
    }
}
