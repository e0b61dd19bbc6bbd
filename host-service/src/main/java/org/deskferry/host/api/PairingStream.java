package org.deskferry.host.api;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deskferry.host.pairing.Exchange;
import org.deskferry.host.pairing.Invitations;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PairRequest;
import org.deskferry.proto.v1.PairResponse;
import org.deskferry.proto.v1.ProblemKind;

/** One exchange as a call, which does not last for long. */
final class PairingStream implements StreamObserver<PairRequest> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Exchange exchange;
    private final StreamObserver<PairResponse> answers;
    private boolean isOver;

    private PairingStream(Exchange exchange, StreamObserver<PairResponse> answers) {
        this.exchange = exchange;
        this.answers = answers;
    }

    /** {@code leave} is run once, at its end. */
    static PairingStream begin(Invitations invitations, StreamObserver<PairResponse> answers, Runnable leave) {
        var left = new AtomicBoolean();
        Runnable once = () -> {
            if (!left.getAndSet(true)) {
                leave.run();
            }
        };
        try {
            var stream = new PairingStream(invitations.begin(), answers);
            var call = (ServerCallStreamObserver<PairResponse>) answers;
            call.setOnCancelHandler(() -> {
                stream.abandon();
                once.run();
            });
            call.setOnCloseHandler(once);
            CompletableFuture.delayedExecutor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        stream.expire();
                        once.run();
                    });
            return stream;
        } catch (ProblemException e) {
            once.run();
            throw e;
        }
    }

    @Override
    public synchronized void onNext(PairRequest request) {
        if (isOver) {
            return;
        }
        try {
            answers.onNext(exchange.answer(request));
        } catch (ProblemException e) {
            isOver = true;
            throw e;
        }
        if (exchange.isDone()) {
            isOver = true;
            answers.onCompleted();
        }
    }

    @Override
    public void onError(Throwable failure) {
        abandon();
    }

    @Override
    public synchronized void onCompleted() {
        if (!isOver) {
            isOver = true;
            answers.onCompleted();
        }
    }

    private synchronized void abandon() {
        isOver = true;
    }

    private synchronized void expire() {
        if (!isOver) {
            isOver = true;
            answers.onError(Status.UNKNOWN
                    .withCause(ProblemException.of(
                            ProblemKind.PROBLEM_KIND_TIMED_OUT,
                            say("pairing"),
                            say("It took longer than {0} seconds.", LIMIT.toSeconds()),
                            say("Try again; if it stays so, look at the load of both machines and at the network.")))
                    .asRuntimeException());
        }
    }
}
