package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check before a move and the real engine agree: what one refuses, the other refuses as well. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreflightTest {
    private Workstation wsa;
    private Workstation wsb;

    @AutoClose
    private LabPod pod;

    @BeforeAll
    void makePod(Lab lab) {
        wsa = lab.workstation("wsa");
        wsb = lab.workstation("wsb");
        pod = LabPod.create(lab, wsa, "frieda");
        // Else there could be no ping sockets without CAP_NET_RAW.
        pod.asRoot("sh", "-c", "echo 0 1000 >/proc/sys/net/ipv4/ping_group_range");
    }

    /** A deed, and what the finding says of it. */
    @ParameterizedTest
    @CsvSource({
        "ring, io_uring",
        "userfaultfd, userfaultfd",
        "landlock, Landlock",
        "perf, performance counter",
        "secret, secret memory",
        "secret_mapped, secret memory",
        "queue, /outlaw",
        "listener, seccomp",
        "device, device /tmp/device",
        "packets, packet mode",
        "deleted, deleted /home/user/large",
        "deleted_mapped, deleted /home/user/large",
        "thread_descriptor, thread",
        "escaped_poll_elsewhere, only another program",
        "traced, debugger",
        "traced_thread, debugger",
        "user_namespace, user namespace",
        "pid_namespace, pid namespace",
        "time_namespace_to_be, time namespace",
        "network_namespace, network namespace",
        "ipc_namespace, IPC namespace",
        "host_name_namespace, host name namespace",
        "cgroup_namespace, control group namespace",
        "corked, UDP_CORK",
        "corked_and_bound, UDP_CORK",
        "multipath, multipath",
        "vsock, family 40",
        "netlink_groups, netlink",
    })
    void isRefusedByBoth(String deed, String word) {
        try (var _ = Outlaw.start(pod, deed)) {
            var refusals = refusals(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE);
            assertTrue(refusals.stream().allMatch(PreflightTest::namesTheOutlaw), refusals::toString);
            assertTrue(refusals.stream().anyMatch(one -> one.getReason().contains(word)), refusals::toString);
            assertNotEquals(List.of(), EngineTrial.refusals(wsa, pod));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vforked, child that it has just made",
        "waiting, port 7001",
        "waiting6, port 7002",
        "netlink_unread, netlink",
        "unix_waiting_with_data, @waiting",
        "unix_waiting_closed, @waiting",
        "unix_credentials, identity",
        "unix_datagram_credentials, identity",
    })
    void isRefusedByBothForTheMoment(String deed, String word) {
        try (var _ = Outlaw.start(pod, deed)) {
            var refusals = refusals(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW);
            assertTrue(refusals.stream().allMatch(PreflightTest::namesTheOutlaw), refusals::toString);
            assertTrue(refusals.stream().anyMatch(one -> one.getReason().contains(word)), refusals::toString);
            assertNotEquals(List.of(), EngineTrial.refusals(wsa, pod));
        }
    }

    /** The engine writes these down and then cannot wake them, or not as they were. */
    @ParameterizedTest
    @CsvSource({
        "ping, ping socket",
        "ping_bound, ping socket",
        "ping6, ping socket",
        "pid_namespace_to_be, pid namespace",
        "tunnel_with_link, tunnel outlaw",
    })
    void isRefusedBeforeTheEngineWouldFail(String deed, String word) {
        try (var _ = Outlaw.start(pod, deed)) {
            var refusals = refusals(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE);
            assertTrue(refusals.stream().allMatch(PreflightTest::namesTheOutlaw), refusals::toString);
            assertTrue(refusals.stream().anyMatch(one -> one.getReason().contains(word)), refusals::toString);
        }
    }

    @Test
    void aProgramInASessionOutsideIsRefusedByBoth() {
        pod.asRoot("sh", "-c", "sleep 1234 </dev/null >/dev/null 2>&1 &");
        try {
            var refusals = refusals(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE);
            assertTrue(refusals.getFirst().getThing().startsWith("program sleep"), refusals::toString);
            assertTrue(refusals.getFirst().getReason().contains("session there"), refusals::toString);
            assertNotEquals(List.of(), EngineTrial.refusals(wsa, pod));
        } finally {
            pod.kill("sleep 1234");
        }
    }

    /** The engine would not see it, and it would be left behind. */
    @Test
    void aProgramOfSomeoneOutsideIsRefused() {
        var outside = CompletableFuture.runAsync(
                () -> pod.asRoot("setsid", "sh", "-c", "echo $$ >/tmp/outside; exec sleep 60"));
        try {
            Eventually.that(
                    "the program runs",
                    Duration.ofSeconds(10),
                    () -> Files.exists(pod.root().resolve("tmp/outside")));
            var refusals = refusals(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW);
            assertTrue(refusals.getFirst().getReason().contains("still belongs to"), refusals::toString);
        } finally {
            pod.kill("sleep 60");
            var _ = outside.exceptionally(_ -> null).join();
        }
    }

    @ParameterizedTest
    @CsvSource({"fuse, /tmp/fuse, FUSE"})
    void aFileSystemIsRefusedByBoth(String deed, String point, String word) {
        try (var _ = Outlaw.start(pod, deed)) {
            var refusals = refusals(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE);
            assertTrue(
                    refusals.stream()
                            .anyMatch(one -> one.getThing().contains(point)
                                    && one.getReason().contains(word)),
                    refusals::toString);
            assertNotEquals(List.of(), EngineTrial.refusals(wsa, pod));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "deleted_sparse",
                "deleted_small",
                "unlinked_with_name",
                "deleted_folder",
                "watched_deleted",
                "dead_descriptor",
                "namespace_file",
                "dead_proc_file",
                "escaped_poll",
                "zombie",
                "stopped",
                "chrooted",
                "mount_namespace",
                "session_of_a_terminal",
                "temporary_file_system",
                "bind_mount",
                "message_queue_mount",
                "busy_timer",
                "shared_memory",
                "asynchronous",
                "uncorked",
                "raw",
                "raw_icmp",
                "udp_lite",
                "packet",
                "netlink",
                "netlink_uevents",
                "unix_waiting",
                "unix_relative",
                "unix_deleted",
                "unix_descriptor_in_flight",
                "unix_half_closed",
                "unix_orphan",
                "unix_datagram_orphan",
                "unix_one_way",
            })
    void isTakenByBoth(String deed) {
        try (var _ = Outlaw.start(pod, deed)) {
            assertEquals(List.of(), wsa.check(pod.name(), wsb).getRefusalsList());
            assertEquals(List.of(), EngineTrial.refusals(wsa, pod));
        }
    }

    private List<Problem> refusals(ProblemKind kind) {
        var refusals = wsa.check(pod.name(), wsb).getRefusalsList();
        assertTrue(!refusals.isEmpty(), "nothing is refused");
        refusals.forEach(refusal -> assertEquals(kind, refusal.getKind(), refusal::toString));
        return refusals;
    }

    private static boolean namesTheOutlaw(Problem problem) {
        return problem.getThing().matches("program (outlaw|outlaw-thread|python3) \\(pid \\d+\\)");
    }
}
