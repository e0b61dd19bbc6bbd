package org.deskferry.host.api;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.rest.PartSource;
import org.deskferry.proto.v1.ImportPodRequest;
import org.deskferry.proto.v1.ImportStep;
import org.deskferry.proto.v1.PodPart;

/** A pod's parts as a caller sends them. At most {@link #AHEAD} wait here; then the caller waits. */
final class ImportSteps implements PartSource, StreamObserver<ImportStep> {
    private static final int AHEAD = 8;
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(5);

    private final ServerCallStreamObserver<?> call;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private ImportSteps(ServerCallStreamObserver<?> call) {
        this.call = call;
    }

    private sealed interface Event {
        record Step(ImportStep step) implements Event {}

        record Over(String reason) implements Event {}
    }

    /** Takes over a call. To be called on the call's own thread. */
    static ImportSteps of(ServerCallStreamObserver<?> call) {
        var steps = new ImportSteps(call);
        call.disableAutoRequest();
        call.setOnCancelHandler(() -> steps.events.add(new Event.Over("its connection broke")));
        return steps;
    }

    /** The first step. */
    ImportPodRequest begin() throws IOException, InterruptedException {
        call.request(AHEAD);
        var step = take();
        if (!step.hasRequest()) {
            throw new IOException("the caller did not begin with a request");
        }
        return step.getRequest();
    }

    @Override
    public PodPart next() throws IOException, InterruptedException {
        var step = take();
        if (!step.hasPart()) {
            throw new IOException("the caller sent something else than a part");
        }
        return step.getPart();
    }

    private ImportStep take() throws IOException, InterruptedException {
        return switch (events.poll(SILENCE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            case null -> throw new IOException("the caller said nothing for " + SILENCE_LIMIT.toSeconds() + " s");
            case Event.Over over -> throw new IOException("the caller ended it: " + over.reason());
            case Event.Step(var step) -> {
                call.request(1);
                yield step;
            }
        };
    }

    @Override
    public void onNext(ImportStep step) {
        events.add(new Event.Step(step));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event.Over(String.valueOf(Status.fromThrowable(failure).getDescription())));
    }

    @Override
    public void onCompleted() {
        events.add(new Event.Over("it sent no more"));
    }
}
