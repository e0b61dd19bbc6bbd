package org.deskferry.host.access;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;

/** Connections to other workstations of the fleet. */
public final class PeerChannels {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final SslContext tls;

    public PeerChannels(Identity identity) {
        this.tls = Tls.client(identity);
    }

    /**
     * A channel to the workstation {@code name}, which has answered and proved that it is the one. The caller shuts it down.
     *
     * @param address where it listens, "host:port"
     * @throws ProblemException (BAD_REQUEST, UNREACHABLE, NOT_TRUSTED) in words, within 5 seconds
     */
    public ManagedChannel open(String name, String address) {
        var place = checked(name, address);
        var channel = NettyChannelBuilder.forAddress(place.host(), place.port())
                .sslContext(tls)
                .overrideAuthority(name)
                .maxInboundMessageSize(Wire.LARGEST_MESSAGE)
                .maxInboundMetadataSize(Wire.LARGEST_METADATA)
                .flowControlWindow(Wire.WINDOW)
                .keepAliveTime(Wire.KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(Wire.KEEP_ALIVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        try {
            HealthGrpc.newBlockingStub(channel).withDeadlineAfter(LIMIT).check(HealthCheckRequest.getDefaultInstance());
            return channel;
        } catch (StatusRuntimeException e) {
            channel.shutdownNow();
            throw problem(name, address, e);
        }
    }

    /** What a failed call to the workstation {@code name} means: its own problems if it sent some. */
    public ProblemException problem(String name, String address, Throwable failure) {
        var sent = ProblemStatus.read(failure);
        if (!sent.isEmpty()) {
            return new ProblemException(sent);
        }
        var complaint = Trust.complaint(failure);
        if (complaint.isPresent()) {
            return ProblemException.causedBy(
                    failure,
                    ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                    thing(name),
                    say("At {0} is no workstation to trust: {1}.", address, complaint.get()),
                    say(
                            "Check its address, and that both machines have certificates of the same fleet under their names."));
        }
        var status = Status.fromThrowable(failure);
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED ->
                ProblemException.causedBy(
                        failure,
                        ProblemKind.PROBLEM_KIND_UNREACHABLE,
                        thing(name),
                        say("It does not answer at {0}.", address),
                        say(
                                "Check that the machine is on, that its host service runs and that no firewall is between."));
            case CANCELLED ->
                ProblemException.causedBy(
                        failure,
                        ProblemKind.PROBLEM_KIND_CANCELLED,
                        thing(name),
                        say("The call to it was cancelled."),
                        say("Try again."));
            default ->
                ProblemException.causedBy(
                        failure,
                        ProblemKind.PROBLEM_KIND_INTERNAL,
                        thing(name),
                        say("Its answer makes no sense here: {0}.", status.getCode()),
                        say("Check that both machines run the same version of Deskferry."));
        };
    }

    private static HostPort checked(String name, String address) {
        try {
            WorkstationName.check(name);
            return HostPort.parse(address);
        } catch (IllegalArgumentException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    thing(name),
                    say("Its name or address '{0}' is {1}.", address, e.getMessage()),
                    say("Name a member of the fleet."));
        }
    }

    private static Phrase thing(String name) {
        return say("workstation {0}", name);
    }
}
