package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be moved is refused with its reason, and the pod ticks on as if nothing had been asked. */
class RefusalTest extends WitnessedPod {
    RefusalTest() {
        super("bert");
    }

    @AfterEach
    void thePodTicksOnAndNothingWasBegun() {
        witnesses.awaitLife();
        assertEquals(List.of(), witnesses.faults());
        assertEquals(PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState());
        assertEquals(List.of(), Residue.ofPod(wsb, pod.id()));
        assertEquals(List.of(), Residue.ofMoves(wsa, pod.id()));
    }

    @Test
    void anUnknownPod() {
        refused(() -> wsa.move("nobody", wsb), ProblemKind.PROBLEM_KIND_UNKNOWN_POD);
    }

    @Test
    void theWorkstationWhereItIs() {
        refused(() -> wsa.move(pod.name(), wsa), ProblemKind.PROBLEM_KIND_SAME_WORKSTATION);
    }

    @Test
    void anUnknownWorkstation() {
        var run = lab.deskferry("move", pod.name(), "nowhere");
        assertEquals(3, run.exitCode(), run::output);
        assertTrue(run.output().contains("nowhere"), run::output);
    }

    @Test
    void aWorkstationWithAnothersName() {
        refused(() -> wsa.move(pod.name(), "wsz", wsb.address()), ProblemKind.PROBLEM_KIND_NOT_TRUSTED);
    }

    @Test
    void aWorkstationWithoutItsService() {
        lab.service(wsb, "stop");
        try {
            refused(() -> wsa.move(pod.name(), wsb), ProblemKind.PROBLEM_KIND_UNREACHABLE);
        } finally {
            lab.service(wsb, "start");
        }
    }

    @Test
    void anEngineTooOldAndADiskTooSmallAtOnce(@TempDir Path folder) throws IOException {
        var engine = Files.writeString(folder.resolve("criu"), "#!/bin/sh\necho 'Version: 3.17.1'\n");
        Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwxr-xr-x"));
        wsb.run("mkdir", "/run/small");
        wsb.run("mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", "/run/small");
        try (var _ = lab.reconfigure(wsb, "engine.criu=" + engine, "state.dir=/run/small")) {
            var problems = refused(
                    () -> wsa.move(pod.name(), wsb),
                    ProblemKind.PROBLEM_KIND_ENGINE_TOO_OLD,
                    ProblemKind.PROBLEM_KIND_DISK_FULL);
            assertTrue(problems.getFirst().getReason().contains("3.17.1"), problems::toString);
            assertTrue(problems.getLast().getReason().contains("/run/small"), problems::toString);
        } finally {
            wsb.run("umount", "/run/small");
            wsb.run("rmdir", "/run/small");
        }
    }

    @Test
    void anAddressInUse() {
        refusedForAddress(pod.ipv4(), "/32");
    }

    @Test
    void anIpv6AddressInUse() {
        refusedForAddress(pod.ipv6(), "/128", "nodad");
    }

    /** Another device answers for an address of the pod, as does the pod itself. */
    private void refusedForAddress(String address, String prefix, String... flags) {
        var device = List.of(address + prefix, "dev", "eth0");
        lab.desk().run(words(List.of(List.of("ip", "address", "add"), device, List.of(flags))));
        try {
            var problems = refused(() -> wsa.move(pod.name(), wsb), ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE);
            assertEquals("address " + address, problems.getFirst().getThing());
        } finally {
            lab.desk().run(words(List.of(List.of("ip", "address", "del"), device)));
        }
    }

    private static String[] words(List<List<String>> parts) {
        return parts.stream().flatMap(List::stream).toArray(String[]::new);
    }

    @Test
    void userIdsInUse() {
        // The image goes there with the first pod that does.
        pod.moveTo(wsb);
        pod.moveTo(wsa);
        var first = wsa.describe(pod.name()).getManifest().getIds().getFirst();
        try (var _ = lab.reconfigure(wsb, "ids.first=" + first, "ids.ranges=1")) {
            var other = wsb.create("other");
            try {
                var problems = refused(() -> wsa.move(pod.name(), wsb), ProblemKind.PROBLEM_KIND_IDS_IN_USE);
                assertTrue(problems.getFirst().getReason().contains("other"), problems::toString);
            } finally {
                wsb.destroy(other.getManifest().getId());
            }
        }
    }

    @Test
    void aFileOfTheMachinesRoot() throws IOException {
        var file = Files.writeString(pod.home().resolve("put here"), "by the machine's root");
        try {
            var problems = refused(() -> wsa.move(pod.name(), wsb), ProblemKind.PROBLEM_KIND_NOT_DUMPABLE);
            assertEquals("file /home/user/put here", problems.getFirst().getThing());
            assertTrue(says(problems, "user 0"), problems::toString);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aProgramWithAnIoUring() {
        try (var _ = Outlaw.start(pod, "ring")) {
            var problems = refused(() -> wsa.move(pod.name(), wsb), ProblemKind.PROBLEM_KIND_NOT_DUMPABLE);
            assertTrue(says(problems, "outlaw"), problems::toString);
            assertTrue(says(problems, "io_uring"), problems::toString);
        }
    }

    @Test
    void aPodThatIsBeingMovedAlready() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> move = () -> {
                try {
                    return "moved, frozen "
                            + wsa.move(pod.name(), wsb).getFrozen().getSeconds();
                } catch (RefusedException e) {
                    return e.kinds().toString();
                }
            };
            var both = callers.invokeAll(List.of(move, move));
            var busy = new ArrayList<String>();
            for (Future<String> one : both) {
                busy.add(one.get());
            }
            assertEquals(
                    1,
                    busy.stream()
                            .filter(end -> end.equals("[PROBLEM_KIND_POD_BUSY]"))
                            .count(),
                    busy::toString);
            assertEquals(1, busy.stream().filter(end -> end.startsWith("moved")).count(), busy::toString);

            pod.isAt(wsb);
            witnesses.awaitLife();
            var back = callers.submit(() -> wsb.move(pod.name(), wsa));
            Eventually.that(
                    "the move back begins",
                    Duration.ofSeconds(10),
                    () -> leaves(wsb.look().getPodsList()));
            refused(() -> wsb.move(pod.id(), wsa), ProblemKind.PROBLEM_KIND_POD_BUSY);
            refused(() -> wsb.destroy(pod.id()), ProblemKind.PROBLEM_KIND_POD_BUSY);
            assertEquals(List.of(), back.get().getResidueList());
            pod.isAt(wsa);
        }
    }

    private boolean leaves(List<Pod> pods) {
        return pods.stream()
                .anyMatch(one ->
                        one.getManifest().getId().equals(pod.id()) && one.getState() == PodState.POD_STATE_LEAVING);
    }

    /** What the call is refused with: exactly these kinds. */
    private static List<Problem> refused(Executable call, ProblemKind... kinds) {
        var refusal = assertThrows(RefusedException.class, call);
        assertEquals(Set.of(kinds), refusal.kinds(), refusal::getMessage);
        refusal.problems()
                .forEach(problem -> assertTrue(
                        !problem.getThing().isEmpty()
                                && !problem.getReason().isEmpty()
                                && !problem.getRemedy().isEmpty(),
                        problem::toString));
        return refusal.problems();
    }

    private static boolean says(List<Problem> problems, String word) {
        return problems.stream().anyMatch(problem -> (problem.getThing() + problem.getReason()).contains(word));
    }
}
