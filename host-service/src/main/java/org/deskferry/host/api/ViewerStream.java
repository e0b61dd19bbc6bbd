package org.deskferry.host.api;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.display.FarEnd;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.DisplayAbsence;
import org.deskferry.proto.v1.FromDisplay;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ToDisplay;
import org.deskferry.proto.v1.TunnelEnd;

/** One viewer's call. At most {@link #AHEAD} inputs wait here; then the viewer waits. */
final class ViewerStream implements FarEnd, StreamObserver<ToDisplay> {
    static final int LARGEST_INPUT = 64 * 1024;
    private static final int AHEAD = 8;
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ServerCallStreamObserver<FromDisplay> responses;
    private final BlockingQueue<ToDisplay> messages = new LinkedBlockingQueue<>();
    private volatile Runnable wake = () -> {};
    private volatile boolean over;
    private volatile boolean begun;
    private ByteBuffer input = NOTHING;
    private long given;
    private DisplayAbsence told = DisplayAbsence.getDefaultInstance();

    private ViewerStream(ServerCallStreamObserver<FromDisplay> responses) {
        this.responses = responses;
    }

    /** Takes over a call. To be called on the call's own thread. */
    static ViewerStream of(ServerCallStreamObserver<FromDisplay> responses) {
        var stream = new ViewerStream(responses);
        responses.disableAutoRequest();
        responses.setOnCancelHandler(stream::hangUp);
        responses.setOnReadyHandler(() -> stream.wake.run());
        responses.request(AHEAD);
        return stream;
    }

    /** Which pod the viewer wants to see. */
    String pod() throws InterruptedException {
        var first = messages.poll(REQUEST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null || !first.hasRequest()) {
            throw wrong(say("It does not begin with the name of a pod."));
        }
        responses.request(1);
        return first.getRequest().getPod();
    }

    /** Whether a display has been reached. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether the viewer has hung up. */
    boolean isOver() {
        return over;
    }

    /** Says, once, why nothing is to be heard yet. */
    void waiting(DisplayAbsence absence) {
        if (!absence.equals(told)) {
            told = absence;
            responses.onNext(FromDisplay.newBuilder().setWaiting(absence).build());
        }
    }

    void end(DisplayAbsence absence) {
        if (!over) {
            over = true;
            responses.onNext(FromDisplay.newBuilder()
                    .setEnd(TunnelEnd.newBuilder().setAbsence(absence).setInputBytes(given))
                    .build());
            responses.onCompleted();
        }
    }

    void fail(RuntimeException failure) {
        if (!over) {
            over = true;
            responses.onError(failure);
        }
    }

    @Override
    public void begins(Runnable wake) {
        this.wake = wake;
        begun = true;
    }

    @Override
    public boolean takesOutput() {
        requireListener();
        return responses.isReady();
    }

    @Override
    public void output(ByteBuffer bytes) {
        responses.onNext(
                FromDisplay.newBuilder().setOutput(ByteString.copyFrom(bytes)).build());
    }

    @Override
    public ByteBuffer input() {
        requireListener();
        if (!input.hasRemaining()) {
            var next = messages.poll();
            input = next == null ? NOTHING : checked(next);
        }
        return input;
    }

    @Override
    public void given(int count) {
        given += count;
        if (!input.hasRemaining()) {
            responses.request(1);
        }
    }

    private static ByteBuffer checked(ToDisplay message) {
        var bytes = message.getInput();
        if (!message.hasInput() || bytes.isEmpty() || bytes.size() > LARGEST_INPUT) {
            throw wrong(say("It sent an input of {0} bytes.", bytes.size()));
        }
        return bytes.asReadOnlyByteBuffer();
    }

    /** What is thrown here ends the tunnel, as a display's end does. */
    private void requireListener() {
        if (over) {
            throw new UncheckedIOException(new IOException("the viewer has hung up"));
        }
    }

    private static ProblemException wrong(Phrase reason) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("viewer"),
                reason,
                say("Use the same version of Deskferry everywhere."));
    }

    private void hangUp() {
        over = true;
        wake.run();
    }

    @Override
    public void onNext(ToDisplay message) {
        messages.add(message);
        wake.run();
    }

    @Override
    public void onError(Throwable failure) {
        // What ends the call otherwise has ended it already.
        if (Status.fromThrowable(failure).getCode() == Status.Code.CANCELLED) {
            hangUp();
        }
    }

    @Override
    public void onCompleted() {
        hangUp();
    }
}
