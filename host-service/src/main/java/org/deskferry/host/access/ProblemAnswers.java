package org.deskferry.host.access;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.deskferry.host.log.Context;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends calls that fail with a status and problems in words. What nobody foresaw is logged with a reference, and only that is
 * told to the caller.
 */
final class ProblemAnswers implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        var answering = new Answering<>(call);
        return new Guarded<>(next.startCall(answering, headers), answering);
    }

    /** Puts problems in the place of whatever a call ended with. */
    private static final class Answering<A, B> extends SimpleForwardingServerCall<A, B> {
        private final AtomicBoolean closed = new AtomicBoolean();

        Answering(ServerCall<A, B> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (closed.getAndSet(true)) {
                return;
            }
            var cause = Optional.ofNullable(status.getCause());
            var problem = cause.flatMap(ProblemAnswers::problemIn)
                    .or(() -> status.getCode() == Status.Code.UNKNOWN
                            ? Optional.of(unforeseen(
                                    cause.orElseGet(status::asRuntimeException),
                                    getMethodDescriptor().getFullMethodName()))
                            : Optional.empty());
            if (problem.isPresent()) {
                super.close(ProblemStatus.status(problem.get()), ProblemStatus.trailers(problem.get()));
            } else {
                super.close(status, trailers);
            }
        }

        void fail(RuntimeException exception) {
            if (exception instanceof StatusRuntimeException status) {
                close(status.getStatus(), Objects.requireNonNullElseGet(status.getTrailers(), Metadata::new));
            } else {
                close(Status.UNKNOWN.withCause(exception), new Metadata());
            }
        }
    }

    private static final class Guarded<A> extends SimpleForwardingServerCallListener<A> {
        private final Answering<A, ?> call;

        Guarded(ServerCall.Listener<A> listener, Answering<A, ?> call) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(A message) {
            guard(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            guard(super::onHalfClose);
        }

        @Override
        public void onReady() {
            guard(super::onReady);
        }

        private void guard(Runnable step) {
            var caller = Optional.ofNullable(Caller.CALLER.get())
                    .map(Caller::toString)
                    .orElse("nobody");
            try (var scope = Context.with(Context.CALLER, caller)) {
                step.run();
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }
    }

    private static Optional<ProblemException> problemIn(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(ProblemException.class::isInstance)
                .map(ProblemException.class::cast)
                .findFirst();
    }

    private static ProblemException unforeseen(Throwable failure, String method) {
        var reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.atError()
                .setCause(failure)
                .addKeyValue("reference", reference)
                .addKeyValue("method", method)
                .log("A call failed for a reason nobody foresaw");
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_INTERNAL,
                say("host service"),
                say("It failed for a reason that nobody foresaw."),
                say("Look for reference={0} in its log ('journalctl -u deskferry-host').", reference));
    }
}
