package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.Step;
import org.deskferry.proto.v1.TakeSnapshotRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes by itself is waited out, before the freeze and after one that came to nothing; what does not is named. */
class PatienceTest extends OnePod {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    /** Connects as soon as a file appears. */
    private static final String CALLER = """
            import os, socket, sys, time
            print("ready", flush=True)
            while not os.path.exists(sys.argv[1]):
                time.sleep(0.001)
            kept = socket.create_connection((sys.argv[2], 7005))
            print("connected", flush=True)
            time.sleep(100)
            """;

    PatienceTest() {
        super("gustav");
    }

    @Test
    void aConnectionThatIsAcceptedSoonIsWaitedFor() {
        try (var outlaw = Outlaw.start(pod, "waiting_briefly")) {
            assertEquals(List.of(), wsa.check(pod.name(), wsb).getRefusalsList());
            assertEquals("held\naccepted\n", outlaw.said());
        }
    }

    /** It would wait in the queue of a program that stands still, and could not be written down. Several times, as it may come too late. */
    @Test
    void aCallInTheFreezeIsTakenAfterIt(@TempDir Path folder) {
        try (var _ = Outlaw.start(pod, "accepts_slowly")) {
            for (var round = 0; round < 4; round++) {
                var result = moveMeetingACall(folder.resolve("call-" + round), round % 2 == 0 ? wsb : wsa);
                assertEquals(List.of(), result.getResidueList());
                assertEquals(List.of(), result.getDestinationResidueList());
                assertTrue(result.getStepsList().stream()
                        .noneMatch(step -> step.getName().equals("inspect again")));
            }
        }
    }

    /** CRIU would drop what it has not read without a word; but it must not keep the pod here for ever. */
    @Test
    void aFreezeThatMeetsUnreadNewsOfFilesIsTriedAgainAndNotForEver() {
        try (var _ = Outlaw.start(pod, "unread_change")) {
            var steps = pod.moveTo(wsb).getStepsList();
            pod.moveTo(wsa);
            assertEquals(
                    2,
                    steps.stream()
                            .map(Step::getName)
                            .filter("inspect again"::equals)
                            .count(),
                    steps::toString);
        }
    }

    @Test
    void itIsTheSameWithSuspensionsAndSnapshots() {
        triedTwiceAgain(() -> {
            wsa.suspend(pod.name());
            wsa.resume(pod.name());
        });
        triedTwiceAgain(() -> {
            wsa.callRest(stub -> stub.takeSnapshot(TakeSnapshotRequest.newBuilder()
                    .setPod(pod.name())
                    .setName("patient")
                    .build()));
            wsa.callRest(stub -> stub.deleteSnapshot(
                    DeleteSnapshotRequest.newBuilder().setSnapshot("patient").build()));
        });
    }

    private void triedTwiceAgain(Runnable deed) {
        try (var _ = Outlaw.start(pod, "unread_change")) {
            var before = triedAgain();
            deed.run();
            assertEquals(before + 2, triedAgain());
        }
    }

    private long triedAgain() {
        return wsa.log()
                .lines()
                .filter(line -> line.contains("the freeze came to nothing and is tried again"))
                .count();
    }

    private MoveResult moveMeetingACall(Path sign, Workstation destination) {
        var log = sign.resolveSibling(sign.getFileName() + ".log");
        var caller = lab.peer().start(log.toFile(), "python3", "-c", CALLER, sign.toString(), pod.ipv4());
        var freeze = pod.workstation().root().resolve("run/deskferry/checkpoints/" + pod.id() + "-out/dump.log");
        Eventually.that("the caller is ready", LIMIT, () -> Node.read(log).equals("ready\n"));
        var called = CompletableFuture.runAsync(() -> {
            Eventually.that("the freeze begins", LIMIT, MOMENT, () -> Files.exists(freeze));
            touch(sign);
        });
        try {
            var result = pod.moveTo(destination);
            Eventually.that("the call is taken", LIMIT, () -> Node.read(log).equals("ready\nconnected\n"));
            return result;
        } finally {
            called.join();
            Node.end(caller);
        }
    }

    private static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aProgramInATerminalIsNamedByItsWindow() {
        Outlaw.install(pod);
        pod.launch("xfce4-terminal", "--disable-server", "--title=Den", "--command=python3 outlaw.py corked");
        try {
            pod.awaitWindow("Den");
            Eventually.that(
                    "the outlaw is named",
                    LIMIT,
                    () -> wsa.check(pod.name(), wsb).getRefusalsList().stream()
                            .anyMatch(refusal ->
                                    refusal.getThing().matches("program outlaw \\(pid \\d+, window \"Den\"\\)")));
        } finally {
            pod.kill("outlaw.py");
        }
    }

    @Test
    void aCheckTellsWhatTheMoveCosts() {
        var before = wsa.check(pod.name(), wsb);
        assertEquals(List.of(), before.getRefusalsList());
        assertEquals(List.of(), before.getWarningsList());
        assertTrue(before.getEstimate().getBytes() > 10 << 20, before::toString);
        assertEquals(List.of(), Residue.ofPod(wsb, pod.id()));
        pod.moveTo(wsb);
        pod.moveTo(wsa);
        var estimate = wsa.check(pod.name(), wsb).getEstimate();
        assertEquals("BASIS_THIS_POD", estimate.getBasis().name());
        assertTrue(estimate.getMoves() > 0 && !estimate.getNeedsImage(), estimate::toString);
        var run = lab.deskferry("check", pod.name(), "wsb");
        assertEquals(0, run.exitCode(), run::output);
        assertTrue(run.output().startsWith(pod.name() + " can move from wsa to wsb.\n"), run::output);
    }
}
