package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deskferry.proto.v1.PodState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who on the LAN answers for the name of a pod, asked by multicast DNS without a cache in between. */
@Tag("networks")
class LanNameTest extends SharedLab {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** RFC 6762, 6.7: who asks from another port gets its answers there. Prints "who address" of each. */
    private static final String ASK = """
            import socket, struct, sys, time
            name, kind = sys.argv[1], {"A": 1, "AAAA": 28}[sys.argv[2]]
            labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
            asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            asker.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("10.77.0.200"))
            asker.sendto(struct.pack(">6H", 0, 0, 1, 0, 0, 0) + labels + struct.pack(">B2H", 0, kind, 1), ("224.0.0.251", 5353))
            end = time.monotonic() + 0.7
            while (left := end - time.monotonic()) > 0:
                asker.settimeout(left)
                try:
                    answer, sender = asker.recvfrom(9000)
                except TimeoutError:
                    break
                # A pointer to the name, then type, class, time to live, length.
                at = answer.find(struct.pack(">H2H", 0xC00C, kind, 1))
                if at > 0:
                    family, size = (socket.AF_INET, 4) if kind == 1 else (socket.AF_INET6, 16)
                    print(sender[0], socket.inet_ntop(family, answer[at + 12:at + 12 + size]))
            """;

    @TempDir
    private Path folder;

    @Test
    void theWorkstationWhereThePodIsAnswersForItsName() {
        try (var _ = Avahi.start(wsa, folder);
                var _ = Avahi.start(wsb, folder);
                var _ = lab.reconfigure(wsa, "network.mdns=yes");
                var _ = lab.reconfigure(wsb, "network.mdns=yes")) {
            try (var pod = LabPod.create(lab, wsa, "mona")) {
                Eventually.that("an answer", LIMIT, () -> answersAlone(wsa, pod));
                pod.moveTo(wsb);
                Eventually.that("an answer of the destination alone", LIMIT, () -> answersAlone(wsb, pod));
                assertEquals(List.of(), publishers(wsa));
                lab.service(wsb, "kill");
                Eventually.that(
                        "no publisher without a service",
                        LIMIT,
                        () -> publishers(wsb).isEmpty());
                lab.service(wsb, "start");
                Eventually.that("an answer after a restart", LIMIT, () -> answersAlone(wsb, pod));
                wsb.suspend(pod.name());
                Eventually.that("silence about a suspended pod", LIMIT, () -> ask("A").isEmpty());
                wsb.resume(pod.name());
                Eventually.that("an answer after a resume", LIMIT, () -> answersAlone(wsb, pod));
            }
            Eventually.that("silence about a pod that is gone", LIMIT, () -> ask("A").isEmpty());
            assertEquals(List.of(), ask("AAAA"));
            assertEquals(List.of(), publishers(wsb));
        }
    }

    @Test
    void aNameThatAnotherDeviceHasIsLeftToIt() {
        try (var _ = Avahi.start(wsa, folder);
                var _ = Avahi.start(wsb, folder);
                var _ = lab.reconfigure(wsa, "network.mdns=yes")) {
            var other = wsb.start(
                    folder.resolve("other.log").toFile(),
                    "avahi-publish",
                    "--address",
                    "--no-reverse",
                    "mona.local",
                    "10.77.0.12");
            try (var pod = LabPod.create(lab, wsa, "mona")) {
                Eventually.that("the problem", LIMIT, () -> wsa.log().contains("Another device has it"));
                assertEquals(List.of("10.77.0.12 10.77.0.12"), ask("A"));
                assertEquals(
                        PodState.POD_STATE_RUNNING, wsa.describe(pod.name()).getState());
                Node.end(other);
                Eventually.that(
                        "the pod has the name",
                        Duration.ofMinutes(1),
                        () -> ask("A").contains("10.77.0.11 " + pod.ipv4()));
            } finally {
                Node.end(other);
            }
        }
        assertTrue(publishers(wsa).isEmpty());
    }

    private boolean answersAlone(Workstation workstation, LabPod pod) {
        var sender = workstation.name().equals("wsa") ? "10.77.0.11 " : "10.77.0.12 ";
        return ask("A").equals(List.of(sender + pod.ipv4())) && ask("AAAA").equals(List.of(sender + pod.ipv6()));
    }

    private List<String> ask(String kind) {
        return lab.peer()
                .run("python3", "-c", ASK, "mona.local", kind)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Of pods' names; the workstation's own is published all the time. */
    private static List<String> publishers(Workstation workstation) {
        return workstation.processes().values().stream()
                .filter(command -> command.contains("avahi-publish --address"))
                .toList();
    }
}
