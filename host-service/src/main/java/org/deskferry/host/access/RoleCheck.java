package org.deskferry.host.access;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.DisplayGrpc;
import org.deskferry.proto.v1.HistoryGrpc;
import org.deskferry.proto.v1.PeerGrpc;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.RestGrpc;
import org.deskferry.proto.v1.Role;
import org.deskferry.proto.v1.WorkstationGrpc;

/** Lets each service be called only by those whose certificate has the role for it. */
final class RoleCheck implements ServerInterceptor {
    private static final Map<String, Set<Role>> ALLOWED = Map.of(
            PeerGrpc.SERVICE_NAME, Set.of(Role.ROLE_WORKSTATION),
            WorkstationGrpc.SERVICE_NAME, Set.of(Role.ROLE_OPERATOR),
            RestGrpc.SERVICE_NAME, Set.of(Role.ROLE_OPERATOR),
            DisplayGrpc.SERVICE_NAME, Set.of(Role.ROLE_OPERATOR),
            HistoryGrpc.SERVICE_NAME, Set.of(Role.ROLE_OPERATOR),
            HealthGrpc.SERVICE_NAME, Set.of(Role.ROLE_WORKSTATION, Role.ROLE_OPERATOR));

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        var caller = Optional.ofNullable(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
                .flatMap(Caller::of);
        var service = Objects.requireNonNullElse(call.getMethodDescriptor().getServiceName(), "");
        var allowed = ALLOWED.getOrDefault(service, Set.of());
        if (caller.map(Caller::role).filter(allowed::contains).isEmpty()) {
            call.close(Status.PERMISSION_DENIED.withCause(refusal(caller, service)), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return Contexts.interceptCall(Context.current().withValue(Caller.CALLER, caller.get()), call, headers, next);
    }

    private static ProblemException refusal(Optional<Caller> caller, String service) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_NOT_ALLOWED,
                caller.map(known -> asIs(known.toString())).orElseGet(() -> say("certificate without a role")),
                say("It may not call {0} here.", service),
                say("Use a certificate with the right role: 'deskferry fleet' makes them."));
    }
}
