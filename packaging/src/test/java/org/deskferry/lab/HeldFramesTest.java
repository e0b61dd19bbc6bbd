package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import org.deskferry.proto.v1.TakeSnapshotRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a peer sends while the pod stands still, and never again, comes to the pod when that goes on. */
@Tag("alone")
class HeldFramesTest extends OnePod {
    private static final java.time.Duration LIMIT = java.time.Duration.ofSeconds(20);
    private static final int INTERVAL_MS = 5;
    /** Of what is sent in a freeze: some is on its way when the link is cut, or comes before the destination stands in for the pod. */
    private static final int LOST_AT_MOST = 4;

    private static final String SPEAKER = """
            import itertools, socket, sys, time
            speaker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            speaker.connect((sys.argv[1], 7001))
            for number in itertools.count():
                speaker.send(str(number).encode())
                time.sleep(float(sys.argv[2]) / 1000)
            """;

    private static final String LISTENER = """
            import socket
            listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
            listener.bind(("", 7001))
            with open("heard", "a") as heard:
                while True:
                    print(listener.recv(100).decode(), file=heard, flush=True)
            """;

    private Process speaker;

    HeldFramesTest() {
        super("hedwig");
    }

    @BeforeAll
    void speak(@TempDir Path folder) {
        pod.launch("python3", "-c", LISTENER);
        Eventually.that("the listener", LIMIT, () -> Files.exists(pod.home().resolve("heard")));
        speaker = lab.peer()
                .start(
                        folder.resolve("speaker.log").toFile(),
                        "python3",
                        "-c",
                        SPEAKER,
                        pod.ipv4(),
                        String.valueOf(INTERVAL_MS));
        awaitNews();
    }

    @AfterAll
    void beSilent() {
        Node.end(speaker);
    }

    @Test
    void inAMove() {
        hearsNearlyAllInTheFreezeOf(pod.moveTo(wsb).getFrozen());
        hearsNearlyAllInTheFreezeOf(pod.moveTo(wsa).getFrozen());
    }

    @Test
    void inASnapshot() {
        var taken = wsa.callRest(stub -> stub.takeSnapshot(TakeSnapshotRequest.newBuilder()
                .setPod(pod.name())
                .setName("heard")
                .build()));
        hearsNearlyAllInTheFreezeOf(taken.getFrozen());
        wsa.callRest(stub -> stub.deleteSnapshot(
                DeleteSnapshotRequest.newBuilder().setSnapshot("heard").build()));
    }

    private void hearsNearlyAllInTheFreezeOf(Duration frozen) {
        awaitNews();
        var heard = heard();
        var numbers = new HashSet<>(heard);
        var all = heard.getLast() - heard.getFirst() + 1;
        var sentInFreeze = Durations.toMillis(frozen) / INTERVAL_MS;
        var missing = all - numbers.size();
        assertEquals(numbers.size(), heard.size(), "nothing comes twice");
        assertTrue(missing <= sentInFreeze / LOST_AT_MOST, () -> missing + " of some " + sentInFreeze + " are missing");
        pod.ask("true >heard");
    }

    /** Until what has come so far is read, and more. */
    private void awaitNews() {
        var last = heard().stream().reduce(0, Math::max);
        Eventually.that("more numbers", LIMIT, () -> heard().stream().anyMatch(number -> number > last));
    }

    private List<Integer> heard() {
        try {
            return Files.readAllLines(pod.home().resolve("heard")).stream()
                    .map(Integer::parseInt)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
