package org.deskferry.host.api;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deskferry.host.move.MoveLimits;
import org.deskferry.host.move.Moves;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.host.rest.Rest;
import org.deskferry.proto.v1.Deed;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.ProblemKind;

/** Calls that ask for a move and follow it. */
public final class MoveCalls {
    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_DOWNTIME = Duration.ofHours(1);
    private static final long LEAST_BANDWIDTH = 1 << 20;

    private final Pods pods;
    private final Moves moves;
    private final Chronicler chronicler;

    public MoveCalls(Pods pods, Moves moves, Chronicler chronicler) {
        this.pods = pods;
        this.moves = moves;
        this.chronicler = chronicler;
    }

    /** Moves a pod, and tells how far it is until it is done or the caller hangs up; the move goes on without. */
    void serve(MovePodRequest request, ServerCallStreamObserver<MoveProgress> call) {
        // Without a handler a caller that hangs up would be an error here.
        call.setOnCancelHandler(() -> {});
        try {
            var move = begin(request);
            while (!call.isCancelled()) {
                if (move.result().isDone()) {
                    var result = move.result().get();
                    call.onNext(move.progress().snapshot().toBuilder()
                            .setResult(result)
                            .build());
                    call.onCompleted();
                    return;
                }
                if (call.isReady()) {
                    call.onNext(move.progress().snapshot());
                }
                awaitEnd(move);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Moves.RunningMove begin(MovePodRequest request) throws InterruptedException {
        var account = chronicler
                .begin(request.getEvacuation() ? Deed.DEED_EVACUATE : Deed.DEED_MOVE, request.getPod())
                .to(PodNames.checkName(request.getDestination()));
        return account.orRefusal(() -> {
            Rest.requireRunning(pods.find(request.getPod()));
            var move = moves.start(request.getPod(), request.getDestination(), request.getAddress(), limits(request));
            account.of(move.result());
            return move;
        });
    }

    private MoveLimits limits(MovePodRequest request) {
        var bandwidth = request.getBandwidth();
        if (bandwidth < 0 || (bandwidth > 0 && bandwidth < LEAST_BANDWIDTH)) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("the bandwidth limit"),
                    say("It is {0} bytes a second.", bandwidth),
                    say("Allowed is {0} and more, or 0 for the workstation's own.", LEAST_BANDWIDTH));
        }
        return new MoveLimits(
                downtime(request), bandwidth > 0 ? bandwidth : moves.usual().bandwidth());
    }

    private Duration downtime(MovePodRequest request) {
        if (!request.hasDowntime()) {
            return moves.usual().downtime();
        }
        var seconds = request.getDowntime().getSeconds();
        var downtime = Duration.ofSeconds(seconds, request.getDowntime().getNanos());
        if (!downtime.isPositive() || downtime.compareTo(LONGEST_DOWNTIME) > 0) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("the downtime limit"),
                    say("It is {0} s.", seconds),
                    say("Allowed is more than 0 and at most {0} s.", LONGEST_DOWNTIME.toSeconds()));
        }
        return downtime;
    }

    private static void awaitEnd(Moves.RunningMove move) throws InterruptedException {
        try {
            move.result().get(PROGRESS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The caller looks how it ended.
        }
    }
}
