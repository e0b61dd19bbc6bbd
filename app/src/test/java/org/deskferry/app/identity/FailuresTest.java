package org.deskferry.app.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;
import org.deskferry.app.scripted.ScriptedWorkstation;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WatchRequest;
import org.deskferry.proto.v1.WorkstationGrpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host service that ends, and with it a call to it. */
@Timeout(60)
final class FailuresTest {
    @Test
    void a_call_that_ends_with_its_service_was_lost_because_that_does_not_answer() throws Exception {
        var workstation = new ScriptedWorkstation("wsa");
        var member = workstation.member();
        var channel = NettyChannelBuilder.forAddress(member.host(), member.port())
                .usePlaintext()
                .build();
        try {
            var snapshots = WorkstationGrpc.newBlockingV2Stub(channel).watch(WatchRequest.getDefaultInstance());
            var first = snapshots.read(20, TimeUnit.SECONDS);
            assertEquals("wsa", first.getWorkstation().getName());
            workstation.goAway();
            var failure = assertThrows(StatusException.class, () -> {
                while (snapshots.read(20, TimeUnit.SECONDS) != null) {}
            });
            // What a server that ends at once says; without it this would show nothing.
            assertEquals(Status.Code.CANCELLED, failure.getStatus().getCode());
            var problem = Failures.of(failure, member).getFirst();
            assertEquals(ProblemKind.PROBLEM_KIND_UNREACHABLE, problem.getKind());
            assertEquals(
                    "It does not answer at " + member.address() + ", it has ended the connection.",
                    problem.getReason());
            assertTrue(Failures.isLoss(failure));
        } finally {
            channel.shutdownNow();
            workstation.close();
        }
    }
}
