package org.deskferry.host.move;

import java.time.Duration;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Abort;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;
import org.deskferry.proto.v1.Tree;

/** What the source and the destination of a move say to each other, and how much of it there was. */
final class Dialogue {
    private final ToPeer destination;
    private final Progress progress;

    Dialogue(ToPeer destination, Progress progress) {
        this.destination = destination;
        this.progress = progress;
    }

    void say(ToDestination.Builder message) throws InterruptedException {
        destination.send(message.build());
    }

    void sayImage(Tree image) throws InterruptedException {
        say(ToDestination.newBuilder().setImage(image));
        progress.sent(image.getData().getBytes().size());
    }

    void sayFiles(Tree files) throws InterruptedException {
        say(ToDestination.newBuilder().setFiles(files));
        progress.sent(files.getData().getBytes().size());
    }

    void sayCheckpoint(Checkpoint piece) throws InterruptedException {
        say(ToDestination.newBuilder().setCheckpoint(piece));
        progress.sent(piece.getRawLength());
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
