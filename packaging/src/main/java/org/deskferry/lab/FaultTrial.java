package org.deskferry.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deskferry.proto.v1.PodState;

/**
 * A move of a watched pod from wsa to wsb in which a fault strikes, and whether the pod came out of it: once, running, with nothing
 * left behind. For one fault after the other.
 */
final class FaultTrial implements AutoCloseable {
    private static final Duration SETTLED = Duration.ofMinutes(4);
    private static final Duration CLEARED = Duration.ofMinutes(1);
    private static final String DISK = "/var/lib/deskferry/pods";

    private final Lab lab;
    private final Workstation source;
    private final Workstation destination;
    private final List<Lab.Change> settings;
    private int pods;
    private Optional<Watched> watched = Optional.empty();

    private FaultTrial(Lab lab, Workstation source, Workstation destination, List<Lab.Change> settings) {
        this.lab = lab;
        this.source = source;
        this.destination = destination;
        this.settings = settings;
    }

    /** With moves that go by several connections, as between machines with more processors than this one may have. */
    static FaultTrial start(Lab lab) {
        var source = lab.workstation("wsa");
        var destination = lab.workstation("wsb");
        var settings = Stream.of(source, destination)
                .map(workstation -> lab.reconfigure(workstation, "move.lanes=3"))
                .toList();
        return new FaultTrial(lab, source, destination, settings);
    }

    /** A pod with programs that notice what is done to it. */
    private record Watched(LabPod pod, Witnesses witnesses) {}

    /**
     * What came of it.
     *
     * @param struck whether there was something to strike
     * @param words how the move ended, or why the pod did not survive
     */
    record Outcome(boolean struck, boolean lost, boolean duplicated, List<String> residue, String words) {
        boolean survived() {
            return struck && !lost && !duplicated && residue.isEmpty();
        }
    }

    /** Moves the pod, and lets the fault strike one side at a moment. */
    Outcome run(Moment moment, boolean atSource, Fault fault) {
        return run(atSource, fault, Optional.of(moment), (scene, move) -> {
            var place = moment.atSource() ? source : destination;
            try (var _ = moment.holdAt(place)) {
                move.start();
                return moment.await(place, move.end()) ? fault.strike(scene) : Optional.empty();
            }
        });
    }

    /** The same, some time after the move began. */
    Outcome run(Duration delay, boolean atSource, Fault fault) {
        return run(atSource, fault, Optional.empty(), (scene, move) -> {
            move.start();
            Eventually.pause(delay);
            return move.end().isDone() ? Optional.empty() : fault.strike(scene);
        });
    }

    /** Begins a move and strikes in it. */
    private interface Blow {
        Optional<Lab.Change> strike(Fault.Scene scene, Move move);
    }

    /** A move that begins when it is told to. */
    private record Move(Fault.Scene scene, CompletableFuture<String> end) {
        void start() {
            Thread.ofVirtual().start(() -> {
                try {
                    scene.source()
                            .move(
                                    scene.pod().id(),
                                    scene.destination().name(),
                                    scene.tap().address());
                    end.complete("moved");
                } catch (RefusedException e) {
                    end.complete(String.valueOf(e.getMessage()));
                } catch (RuntimeException e) {
                    end.complete(e.toString());
                }
            });
        }
    }

    private Outcome run(boolean atSource, Fault fault, Optional<Moment> moment, Blow blow) {
        var subject = subject();
        try (var tap = Tap.to(lab, destination)) {
            var disk = fault == Fault.FILL_DISK && !atSource;
            if (disk) {
                destination.run("mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", DISK);
            }
            var victim = atSource ? source : destination;
            var move = new Move(
                    new Fault.Scene(lab, subject.pod(), source, destination, victim, tap), new CompletableFuture<>());
            var heal = blow.strike(move.scene(), move);
            Eventually.pause(heal.isPresent() ? fault.length() : Duration.ZERO);
            heal.ifPresent(Lab.Change::close);
            var outcome = judge(subject, fault == Fault.CUT_POWER ? Optional.of(victim) : Optional.empty(), moment);
            var said = move.end()
                    .completeOnTimeout("the move has no end", 1, TimeUnit.MINUTES)
                    .join();
            if (disk) {
                Eventually.that(
                        "the disk is free",
                        CLEARED,
                        () -> destination.attempt("umount", DISK).exitCode() == 0);
            }
            return new Outcome(
                    heal.isPresent(),
                    outcome.lost(),
                    outcome.duplicated(),
                    outcome.residue(),
                    outcome.words() + " (" + said + ")");
        }
    }

    private Watched subject() {
        if (watched.isEmpty()) {
            destination.run("mkdir", "-p", DISK);
            var pod = LabPod.create(lab, source, "fault" + ++pods);
            watched = Optional.of(new Watched(pod, Witnesses.start(lab, pod)));
        }
        return watched.get();
    }

    /**
     * Waits until one workstation has the pod, and looks at it.
     *
     * @param dark the workstation whose power was cut: what ran there is ended, as without a move
     */
    private Outcome judge(Watched subject, Optional<Workstation> dark, Optional<Moment> moment) {
        var pod = subject.pod();
        try {
            var home = Eventually.value("one workstation has the pod", SETTLED, () -> home(pod.id()));
            var other = home == source ? destination : source;
            var ended = home.state(pod.id()).equals(Optional.of(PodState.POD_STATE_ENDED));
            if (ended) {
                return dark.equals(Optional.of(home))
                                && moment.map(when -> ranAt(home, when)).orElse(true)
                        ? end(subject, home)
                        : failed(true, false, "it ended at " + home.name());
            }
            if (!other.isStill(pod.id())) {
                return failed(false, true, "it runs twice");
            }
            pod.isAt(home);
            awaitLife(subject.witnesses());
            if (!subject.witnesses().faults().isEmpty()) {
                return failed(true, false, String.join("; ", subject.witnesses().faults()));
            }
            var residue = residue(pod.id(), home, other);
            if (home == destination) {
                pod.moveTo(source);
                awaitLife(subject.witnesses());
            }
            return new Outcome(true, false, false, residue, "runs at " + home.name());
        } catch (AssertionError | RuntimeException e) {
            return failed(true, false, e.toString());
        }
    }

    /** Whether the pod may have been there when the power went. */
    private boolean ranAt(Workstation home, Moment moment) {
        return home == source ? !moment.committed() : moment.committed() && moment.atSource();
    }

    /** Connections that were silent for long try again only after as long. */
    private static void awaitLife(Witnesses witnesses) {
        var end = System.nanoTime() + SETTLED.toNanos();
        while (true) {
            try {
                witnesses.awaitLife();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    /** The only workstation that has it, once all is quiet. */
    private Optional<Workstation> home(String podId) {
        try {
            var at = List.of(source, destination).stream()
                    .filter(workstation -> workstation.state(podId).isPresent())
                    .toList();
            return Optional.of(at)
                    .filter(one -> one.size() == 1 && isQuiet(one.getFirst(), podId))
                    .map(List::getFirst);
        } catch (RefusedException e) {
            source.reconnect();
            destination.reconnect();
            return Optional.empty();
        }
    }

    private static boolean isQuiet(Workstation workstation, String podId) {
        var state = workstation.state(podId);
        return state.equals(Optional.of(PodState.POD_STATE_RUNNING))
                || state.equals(Optional.of(PodState.POD_STATE_ENDED));
    }

    /** It was there, and went with its power; its files are there until it is removed. */
    private Outcome end(Watched subject, Workstation home) {
        subject.pod().isAt(home);
        drop();
        var left = new ArrayList<>(Residue.ofPod(source, subject.pod().id()));
        left.addAll(Residue.ofPod(destination, subject.pod().id()));
        return new Outcome(true, false, false, left, "ended with the power of " + home.name());
    }

    /** The pod is given up: the next trial has a new one. */
    private Outcome failed(boolean lost, boolean duplicated, String words) {
        System.out.println(lab.logs());
        try {
            drop();
        } catch (RuntimeException e) {
            System.out.println("the pod cannot be removed: " + e.getMessage());
        }
        return new Outcome(true, lost, duplicated, List.of(), words);
    }

    private static List<String> residue(String podId, Workstation home, Workstation other) {
        var left = new ArrayList<String>();
        try {
            Eventually.that("nothing is left", CLEARED, () -> {
                left.clear();
                left.addAll(Residue.ofPod(other, podId));
                left.addAll(Residue.ofMoves(home, podId));
                return left.isEmpty();
            });
        } catch (AssertionError e) {
            return List.copyOf(left);
        }
        return List.of();
    }

    private void drop() {
        var subject = watched;
        watched = Optional.empty();
        subject.ifPresent(one -> {
            one.witnesses().close();
            one.pod().close();
        });
    }

    @Override
    public void close() {
        drop();
        settings.forEach(Lab.Change::close);
    }
}
