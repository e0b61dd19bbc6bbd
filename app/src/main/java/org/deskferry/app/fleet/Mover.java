package org.deskferry.app.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;

/** One move asked for by this app, from the request to its result. */
final class Mover implements Runnable {
    // A freeze may be silent, but the source ends it by its own time limits well before this.
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final Link source;
    private final MovePodRequest request;
    private final Consumer<MoveProgress> progress;
    private final Consumer<MoveState> ended;
    private final String sourceName;

    Mover(WorkstationModel source, MovePodRequest request, Consumer<MoveProgress> progress, Consumer<MoveState> ended) {
        this.source = source.link();
        this.sourceName = source.name();
        this.request = request;
        this.progress = progress;
        this.ended = ended;
    }

    @Override
    public void run() {
        var begin = Instant.now();
        try (var steps = source.move(request)) {
            var last = MoveProgress.getDefaultInstance();
            for (var next = steps.next(SILENCE); next.isPresent(); next = steps.next(SILENCE)) {
                last = next.get();
                progress.accept(last);
            }
            var result = last.hasResult() ? Optional.of(last.getResult()) : Optional.<MoveResult>empty();
            ended.accept(new MoveState.Done(sourceName, request.getDestination(), result));
        } catch (TroubleException e) {
            var after = Duration.between(begin, Instant.now());
            ended.accept(
                    new MoveState.Failed(sourceName, request.getDestination(), after, e.problems(), e.unsettled()));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
