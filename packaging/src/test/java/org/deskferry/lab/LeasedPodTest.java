package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod with an address from the LAN's DHCP server, wherever it is: running, moved, suspended, and destroyed. */
@Tag("networks")
class LeasedPodTest extends SharedLab {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Twelve seconds without an answer, ten until the next try, and some more. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void theLeaseIsRenewedWhereThePodIs() {
        try (var _ = lab.reconfigure(wsa, "network.pool4=dhcp");
                var server = DhcpServer.start(lab.peer(), folder)) {
            try (var pod = LabPod.create(lab, wsa, "leah")) {
                var address = wsa.describe(pod.name()).getManifest().getAddress();
                var lease = List.of(address.getMac() + " " + pod.ipv4() + " leah");
                assertEquals(lease, server.leases());
                assertEquals("10.77.0.200", address.getGateway4());
                assertEquals("nameserver 10.77.0.200\n", Node.read(pod.root().resolve("etc/resolv.conf")));
                Eventually.that("the first renewal", LIMIT, () -> renewals(wsa, pod) == 1);

                assertEquals(List.of(), pod.moveTo(wsb).getResidueList());
                Eventually.that("a renewal at the destination", LIMIT, () -> renewals(wsb, pod) == 1);
                assertEquals(3, server.grants());
                assertEquals(List.of(), Residue.ofPod(wsa, pod.id()));
                lab.peer().run("ping", "-c", "1", "-W", "2", pod.ipv4());

                lab.service(wsb, "kill");
                lab.service(wsb, "start");
                Eventually.that("a renewal after a restart", LIMIT, () -> renewals(wsb, pod) == 2);

                wsb.suspend(pod.name());
                lab.service(wsb, "stop");
                lab.service(wsb, "start");
                Eventually.that("a renewal of a suspended pod", LIMIT, () -> renewals(wsb, pod) == 3);
                wsb.resume(pod.name());
                assertEquals(lease, server.leases());
                assertEquals(1, renewals(wsa, pod), "the source has nothing to do with it any more");
            }
            Eventually.that("the end of the lease", LIMIT, () -> server.leases().isEmpty());
        }
    }

    @Test
    void aPodWhoseLeaseIsNotRenewedRunsOn() {
        try (var _ = lab.reconfigure(wsa, "network.pool4=dhcp")) {
            LabPod made;
            try (var _ = DhcpServer.start(lab.peer(), folder)) {
                made = LabPod.create(lab, wsa, "lena");
            }
            try (var pod = made) {
                lab.service(wsa, "stop");
                lab.service(wsa, "start");
                Eventually.that("the problem", SILENCE, () -> hasProblem(pod));
                assertEquals(
                        PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState());
                lab.peer().run("ping", "-c", "1", "-W", "2", pod.ipv4());
                var shown = lab.deskferry("ls", "--problems").output();
                assertTrue(shown.contains("address " + pod.ipv4() + " of pod lena"), shown);
                try (var _ = DhcpServer.start(lab.peer(), folder)) {
                    Eventually.that("no problem", SILENCE, () -> !hasProblem(pod));
                }
            }
        }
    }

    private boolean hasProblem(LabPod pod) {
        return wsa.describe(pod.name()).getProblemsList().stream()
                .anyMatch(problem -> problem.getKind() == ProblemKind.PROBLEM_KIND_NOT_LEASED);
    }

    @Test
    void withoutAServerThereIsNoNewPod() {
        try (var _ = lab.reconfigure(wsa, "network.pool4=dhcp")) {
            var refusal = assertThrows(RefusedException.class, () -> wsa.create("lola"));
            assertEquals(Set.of(ProblemKind.PROBLEM_KIND_NOT_LEASED), refusal.kinds(), refusal::getMessage);
            assertEquals(List.of(), wsa.look().getPodsList());
            assertFalse(wsa.run("ip", "-o", "link").contains("dl-"));
        }
    }

    private static long renewals(Workstation workstation, LabPod pod) {
        return workstation
                .log()
                .lines()
                .filter(line -> line.contains("lease of " + pod.ipv4()) && line.contains(" renewed"))
                .count();
    }
}
