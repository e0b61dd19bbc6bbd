package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.CheckpointPieces;
import org.junit.jupiter.api.Test;

/** Small pieces go together, in order; none is kept back for ever. */
class CheckpointBatchesTest {
    private static final int MOST_BYTES = 1 << 20;

    private final List<CheckpointPieces> sent = new ArrayList<>();
    private final CheckpointBatches batches = new CheckpointBatches(sent::add);

    @Test
    void sendsSmallPiecesTogether() throws InterruptedException {
        var pieces = IntStream.range(0, 100).mapToObj(i -> piece(i, 100)).toList();
        for (var piece : pieces) {
            batches.accept(piece);
        }
        assertEquals(List.of(), sent);
        batches.flush();
        batches.flush();
        assertEquals(1, sent.size());
        assertEquals(pieces, sent.getFirst().getPiecesList());
    }

    @Test
    void beginsANewMessageBeforeOneIsTooLarge() throws InterruptedException {
        var pieces = IntStream.range(0, 9).mapToObj(i -> piece(i, 300_000)).toList();
        for (var piece : pieces) {
            batches.accept(piece);
        }
        batches.flush();
        assertTrue(sent.stream().allMatch(message -> message.getSerializedSize() <= MOST_BYTES + 100));
        assertEquals(3, sent.size());
        assertEquals(
                pieces,
                sent.stream()
                        .flatMap(message -> message.getPiecesList().stream())
                        .toList());
    }

    @Test
    void sendsALargePieceAlone() throws InterruptedException {
        batches.accept(piece(0, 10));
        batches.accept(piece(1, 2 * MOST_BYTES));
        batches.accept(piece(2, 10));
        batches.flush();
        assertEquals(
                List.of(1, 1, 1),
                sent.stream().map(CheckpointPieces::getPiecesCount).toList());
    }

    private static Checkpoint piece(int number, int bytes) {
        return Checkpoint.newBuilder()
                .setName("file-" + number)
                .setBytes(ByteString.copyFrom(new byte[bytes]))
                .build();
    }
}
