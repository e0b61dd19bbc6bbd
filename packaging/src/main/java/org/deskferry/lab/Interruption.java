package org.deskferry.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.deskferry.proto.v1.MoveResult;

/**
 * A move that is stopped around its commit, always at the same instant: the destination has the pod restored and held, and its word
 * has not been read yet, as the source's service stands still.
 */
public final class Interruption {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final LabPod pod;
    private final Workstation source;
    private final Workstation destination;
    private final CompletableFuture<MoveResult> move;

    private Interruption(LabPod pod, Workstation source, Workstation destination, CompletableFuture<MoveResult> move) {
        this.pod = pod;
        this.source = source;
        this.destination = destination;
        this.move = move;
    }

    /** Begins to move a pod, and stops the source's service once the destination restores it. */
    public static Interruption whenReady(LabPod pod, Workstation source, Workstation destination) {
        var move = CompletableFuture.supplyAsync(() -> source.move(pod.id(), destination));
        var interruption = new Interruption(pod, source, destination, move);
        interruption.await();
        return interruption;
    }

    private void await() {
        var restore = destination.root().resolve("run/deskferry/checkpoints/" + pod.id() + "-in/restore.log");
        Eventually.that("the restore begins", LIMIT, MOMENT, () -> Files.exists(restore) || move.isDone());
        if (move.isDone()) {
            throw new AssertionError("the move was over before it could be interrupted: "
                    + move.handle(Interruption::end).join());
        }
        source.signalService("STOP");
        Eventually.that("the restored pod is held", LIMIT, this::isHeld);
        if (isCommitted()) {
            throw new AssertionError("the source was stopped too late");
        }
    }

    private static String end(MoveResult result, Throwable failure) {
        return failure == null ? "frozen " + result.getFrozen() : failure.toString();
    }

    /** CRIU's hook that waits for the decision is the only one that lives for long. */
    private boolean isHeld() {
        var before = hooks();
        Eventually.pause(Duration.ofMillis(200));
        return !before.isEmpty() && hooks().equals(before);
    }

    private Set<Long> hooks() {
        return destination.processes().entrySet().stream()
                .filter(process -> process.getValue().endsWith("/hook"))
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Lets the source go on, and waits until it has written its commit; the destination's service stands still from now on. */
    public void commitUnheard() {
        destination.signalService("STOP");
        source.signalService("CONT");
        Eventually.that("the commit is written", LIMIT, MOMENT, this::isCommitted);
    }

    private boolean isCommitted() {
        return Node.read(record()).contains("STAGE_COMMITTED");
    }

    private Path record() {
        return source.root().resolve("var/lib/deskferry/pods/" + pod.id() + "/pod.json");
    }

    /** Lets both services go on, if they stand still. */
    public static void over(Workstation... workstations) {
        for (var workstation : workstations) {
            workstation.signalService("CONT");
        }
    }

    /** How the move ends; fails with a {@link RefusedException} if the pod stays. */
    public CompletableFuture<MoveResult> move() {
        return move;
    }
}
