package org.deskferry.host.move;

import org.deskferry.host.checkpoint.CheckpointSink;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.CheckpointPieces;

/** Puts small pieces of a checkpoint into one message: it has a hundred files or more, and the pod stands still. For one thread. */
final class CheckpointBatches implements CheckpointSink {
    private static final int MOST_BYTES = 1 << 20;

    private final Sink sink;
    private final CheckpointPieces.Builder batch = CheckpointPieces.newBuilder();
    private int bytes;

    CheckpointBatches(Sink sink) {
        this.sink = sink;
    }

    /** Takes messages in order, waiting while the other end is behind. */
    @FunctionalInterface
    interface Sink {
        void accept(CheckpointPieces pieces) throws InterruptedException;
    }

    @Override
    public void accept(Checkpoint piece) throws InterruptedException {
        var size = piece.getSerializedSize();
        if (bytes + size > MOST_BYTES) {
            flush();
        }
        batch.addPieces(piece);
        bytes += size;
    }

    /** Sends what is still kept back. */
    void flush() throws InterruptedException {
        if (batch.getPiecesCount() > 0) {
            sink.accept(batch.build());
            batch.clear();
            bytes = 0;
        }
    }
}
