package org.deskferry.host.checkpoint;

import org.deskferry.proto.v1.Checkpoint;

/** Takes the pieces of a checkpoint in order, waiting while the other end is behind. */
@FunctionalInterface
public interface CheckpointSink {
    void accept(Checkpoint piece) throws InterruptedException;
}
