package org.deskferry.host.move;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.deskferry.host.checkpoint.Packer;
import org.deskferry.host.files.TreeSink;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Abort;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.CheckpointPieces;
import org.deskferry.proto.v1.Memory;
import org.deskferry.proto.v1.PackedTree;
import org.deskferry.proto.v1.PoolPages;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;
import org.deskferry.proto.v1.Tree;

/** What the source and the destination of a move say to each other, and how much of it there was. */
final class Dialogue {
    private static final Duration LAST_WORD_LIMIT = Duration.ofSeconds(1);

    private final ToPeer destination;
    private final Progress progress;
    private final Pace pace;
    private final Packer packer = new Packer();
    private List<Problem> lastWord = List.of();
    private final AtomicLong treeBytes = new AtomicLong();

    Dialogue(ToPeer destination, Progress progress, Pace pace) {
        this.destination = destination;
        this.progress = progress;
        this.pace = pace;
    }

    /** As {@link ToPeer#addLanes}. */
    void addLanes(String moveId, int most) throws InterruptedException {
        destination.addLanes(moveId, most);
    }

    void say(ToDestination.Builder message) throws InterruptedException {
        destination.send(message.build());
    }

    /**
     * As {@link #say}, to a destination that may just have given up and told why.
     *
     * @throws ProblemException if it has
     */
    void tell(ToDestination.Builder message) throws InterruptedException {
        tell(message.build());
    }

    private void tell(ToDestination message) throws InterruptedException {
        try {
            destination.send(message);
        } catch (StreamLostException e) {
            throw lastWord(e);
        }
    }

    /** Of several threads that lose the destination each is to know why. */
    private synchronized RuntimeException lastWord(StreamLostException lost) throws InterruptedException {
        try {
            while (lastWord.isEmpty()) {
                var message = destination.receive(LAST_WORD_LIMIT);
                if (message.hasFailed()) {
                    lastWord = message.getFailed().getProblemsList();
                }
            }
            return new ProblemException(lastWord);
        } catch (StreamLostException e) {
            return lost;
        }
    }

    /** What all is to be packed by that goes over here: it knows how long that takes. */
    Packer packer() {
        return packer;
    }

    /** Whether the pod stands still meanwhile: then no pace is kept. */
    void hurry(boolean isFrozen) {
        pace.hurry(isFrozen);
        packer.hurry(isFrozen);
    }

    void sayImage(Tree image) throws InterruptedException {
        tellMuch(ToDestination.newBuilder().setImage(packed(image)));
        progress.sent(TreeSink.contentBytes(image));
    }

    void sayFiles(Tree files) throws InterruptedException {
        tellMuch(ToDestination.newBuilder().setFiles(packed(files)));
        progress.sent(TreeSink.contentBytes(files));
    }

    private PackedTree packed(Tree tree) throws InterruptedException {
        var packed = PackedTrees.pack(tree, packer);
        treeBytes.addAndGet(packed.getSerializedSize());
        return packed;
    }

    private void tellMuch(ToDestination.Builder contents) throws InterruptedException {
        var message = contents.build();
        var begin = System.nanoTime();
        tell(message);
        var sent = System.nanoTime();
        pace.sent(message.getSerializedSize());
        packer.waited(sent - begin, System.nanoTime() - sent);
    }

    /** Bytes of file trees sent, as they went over the wire. */
    long treeBytes() {
        return treeBytes.get();
    }

    void sayMemory(Memory piece) throws InterruptedException {
        tellMuch(ToDestination.newBuilder().setMemory(piece));
        progress.sent(piece.getRawLength());
    }

    void sayPool(PoolPages pages) throws InterruptedException {
        tellMuch(ToDestination.newBuilder().setPool(pages));
        progress.sent(pages.getRawLength());
    }

    void sayCheckpoint(CheckpointPieces pieces) throws InterruptedException {
        tellMuch(ToDestination.newBuilder().setCheckpoint(pieces));
        progress.sent(pieces.getPiecesList().stream()
                .mapToLong(Checkpoint::getRawLength)
                .sum());
    }

    /**
     * The destination's next word, which has to be {@code wanted}.
     *
     * @throws ProblemException if the destination gives up instead
     * @throws StreamLostException if it says nothing in time, or nonsense
     */
    ToSource hear(ToSource.StepCase wanted, Duration limit) throws InterruptedException {
        var message = destination.receive(limit);
        if (message.hasFailed()) {
            throw new ProblemException(message.getFailed().getProblemsList());
        }
        if (message.getStepCase() != wanted) {
            var reason = "it said " + message.getStepCase() + " where " + wanted + " was due";
            say(ToDestination.newBuilder().setAbort(Abort.newBuilder().setReason(reason)));
            throw new StreamLostException(reason);
        }
        return message;
    }
}
