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

/** Datagrams that somebody sends to a pod on and on, each once; port 7001. */
final class NumberedDatagrams implements AutoCloseable {
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

    private final LabPod pod;
    private final Process speaker;

    private NumberedDatagrams(LabPod pod, Process speaker) {
        this.pod = pod;
        this.speaker = speaker;
    }

    /** From the machine {@code from}, with its log in {@code folder}; when this returns they come. */
    static NumberedDatagrams begin(Node from, LabPod pod, Path folder) {
        pod.launch("python3", "-c", LISTENER);
        Eventually.that("the listener", LIMIT, () -> Files.exists(pod.home().resolve("heard")));
        var speaker = from.start(
                folder.resolve("speaker.log").toFile(),
                "python3",
                "-c",
                SPEAKER,
                pod.ipv4(),
                String.valueOf(INTERVAL_MS));
        var datagrams = new NumberedDatagrams(pod, speaker);
        datagrams.awaitNews();
        return datagrams;
    }

    void nearlyAllCameInTheFreezeOf(Duration frozen) {
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

    @Override
    public void close() {
        Node.end(speaker);
    }
}
