package org.deskferry.app.cli;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;

/** One move, followed to its end. */
final class MoveCall {
    /** A source tells of a move all the time, also in the freeze. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final Workstations workstations;
    private final Member source;

    MoveCall(Workstations workstations, Member source) {
        this.workstations = workstations;
        this.source = source;
    }

    /** Gives {@code news} each message, and returns the last, the one with the result. */
    MoveProgress follow(MovePodRequest request, Consumer<MoveProgress> news) throws CommandFailure {
        return workstations.callWithoutLimit(source, stub -> {
            var move = stub.movePod(request);
            var last = MoveProgress.getDefaultInstance();
            for (var next = next(move); next.isPresent(); next = next(move)) {
                last = next.get();
                news.accept(last);
            }
            return last;
        });
    }

    private static Optional<MoveProgress> next(BlockingClientCall<?, MoveProgress> move)
            throws StatusException, InterruptedException {
        try {
            return Optional.ofNullable(move.read(SILENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            move.cancel("it says nothing", e);
            throw Status.DEADLINE_EXCEEDED.withCause(e).asException();
        }
    }
}
