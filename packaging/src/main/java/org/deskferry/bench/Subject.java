package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.lab.Eventually;
import org.deskferry.lab.Lab;
import org.deskferry.lab.LabPod;
import org.deskferry.lab.Node;
import org.deskferry.lab.Resources;
import org.deskferry.lab.Workstation;

/** A pod that does what a {@link Load} says, and what it and its peer noticed. Closing destroys it. */
final class Subject implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(5);
    private static final Duration CALM = Duration.ofSeconds(8);
    private static final String LOG = "load.log";
    private static final String PEER = "10.77.0.200";
    private static final int PORT = 5010;

    private final LabPod pod;
    private final Load load;
    private final Path ear;
    private final List<Process> atPeer;

    private Subject(LabPod pod, Load load, Path ear, List<Process> atPeer) {
        this.pod = pod;
        this.load = load;
        this.ear = ear;
        this.atPeer = atPeer;
    }

    /** One whose program talks to a peer. */
    static Subject connected(Lab lab, Workstation workstation, Load load) {
        var ear = lab.folder().resolve("ear.log");
        var program = Resources.copy(Subject.class, "ear.py", lab.folder());
        write(ear, new byte[0]);
        var listener = lab.peer()
                .start(
                        lab.folder().resolve("ear.out").toFile(),
                        "python3",
                        program.toString(),
                        Integer.toString(PORT),
                        ear.toString());
        try {
            Eventually.that("the peer listens", READY, () -> Gaps.ready(ear));
            return start(lab, workstation, load, ear, new ArrayList<>(List.of(listener)), PEER, Integer.toString(PORT));
        } catch (RuntimeException | Error e) {
            Node.end(listener);
            throw e;
        }
    }

    /** One that keeps to itself. */
    static Subject alone(Lab lab, Workstation workstation, Load load) {
        return start(lab, workstation, load, lab.folder().resolve("no-ear.log"), List.of());
    }

    private static Subject start(
            Lab lab, Workstation workstation, Load load, Path ear, List<Process> atPeer, String... peer) {
        var pod = load.desktop()
                ? LabPod.create(lab, workstation, "session-" + workstation.name())
                : LabPod.bare(lab, workstation, "program-" + workstation.name());
        var subject = new Subject(pod, load, ear, atPeer);
        try {
            subject.launch(peer);
            return subject;
        } catch (RuntimeException | Error e) {
            subject.close();
            throw e;
        }
    }

    private void launch(String... peer) {
        pod.write(pod.home().resolve("load.py"), Resources.read(Subject.class, "load.py"));
        var words = new ArrayList<>(List.of("python3", "load.py"));
        for (var number : List.of(load.mebibytes(), load.processes(), load.dirtyRate())) {
            words.add(Integer.toString(number));
        }
        words.add(LOG);
        words.addAll(List.of(peer));
        pod.launch(words.toArray(String[]::new));
        Eventually.that("the memory is filled", READY, () -> Gaps.ready(log()));
        for (var program : load.programs()) {
            pod.launch(program.command().toArray(String[]::new));
            Eventually.that(
                    "a window of " + program.title(),
                    READY,
                    () -> pod.display().windows().stream()
                            .anyMatch(window -> window.title().contains(program.title())));
        }
        if (!load.programs().isEmpty()) {
            Eventually.pause(CALM);
        }
    }

    LabPod pod() {
        return pod;
    }

    Load load() {
        return load;
    }

    /** When its program did not run. */
    Gaps pauses() {
        return Gaps.in(log());
    }

    /** When the peer heard nothing. */
    Gaps silences() {
        return Gaps.in(ear);
    }

    private Path log() {
        return pod.home().resolve(LOG);
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        atPeer.forEach(Node::end);
        pod.close();
    }
}
