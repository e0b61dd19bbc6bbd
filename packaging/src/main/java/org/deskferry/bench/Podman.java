package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deskferry.lab.Eventually;
import org.deskferry.lab.Lab;
import org.deskferry.lab.Node;
import org.deskferry.lab.Resources;
import org.deskferry.lab.Witnesses;
import org.deskferry.lab.Workstation;

/**
 * What people have who run containers: {@code podman container checkpoint --export}, a copy, {@code podman container restore --import}, of
 * the same program without a desktop and without connections. It goes to the other workstation and back.
 */
final class Podman implements Contestant {
    private static final Duration READY = Duration.ofMinutes(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);
    private static final String STORE = "/run/deskferry-podman";
    private static final int PORT = 7998;
    private static final String LOG = "load.log";

    private final Path script;
    private final Path shared;
    private final Load load;
    private Workstation home;
    private Workstation other;

    private Podman(Path script, Path shared, Load load, Workstation home, Workstation other) {
        this.script = script;
        this.shared = shared;
        this.load = load;
        this.home = home;
        this.other = other;
    }

    /** Of a load without a desktop. */
    static Podman start(Lab lab, Case of, Path packaging) {
        try {
            var podman = new Podman(
                    packaging.resolve("bench/podman").toAbsolutePath(),
                    Files.createTempDirectory(lab.folder(), "podman-"),
                    of.load(),
                    lab.workstation("wsc"),
                    lab.workstation("wsb"));
            podman.start();
            return podman;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() {
        var image = shared.resolve("image.tar").toString();
        Resources.copy(Podman.class, "load.py", shared);
        try {
            podman(home, "image", image);
            podman(other, "load", image);
            podman(
                    home,
                    "run",
                    home.engine().toString(),
                    shared.toString(),
                    Integer.toString(load.mebibytes()),
                    Integer.toString(load.processes()),
                    Integer.toString(load.dirtyRate()),
                    LOG);
            Eventually.that("the memory is filled", READY, () -> Gaps.ready(shared.resolve(LOG)));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private String podman(Workstation workstation, String verb, String... arguments) {
        return workstation.run(words(verb, arguments).toArray(String[]::new));
    }

    private List<String> words(String verb, String... arguments) {
        var words = new ArrayList<>(List.of("bash", script.toString(), verb, STORE));
        words.addAll(List.of(arguments));
        return words;
    }

    @Override
    public String name() {
        return "podman";
    }

    @Override
    public Measure move() {
        Warmth.before(load);
        var engine = home.engine().toString();
        var receiver = other.start(
                shared.resolve("receiver.log").toFile(),
                words("take", engine, Integer.toString(PORT)).toArray(String[]::new));
        try (var traffic = Traffic.of(home)) {
            other.awaitListener(PORT);
            var begin = Witnesses.now();
            podman(home, "send", engine, other.host(), Integer.toString(PORT));
            await(receiver);
            var end = Witnesses.now();
            traffic.stop();
            Eventually.pause(AFTERWARDS);
            swap();
            var values = new EnumMap<Column, Double>(Column.class);
            var freeze = Gaps.in(shared.resolve(LOG)).longest(begin, end).orElseThrow();
            values.put(Column.FREEZE_MS, freeze.milliseconds());
            values.put(Column.TOTAL_MS, (end - begin) / 1e6);
            return Measure.of(values);
        } finally {
            Node.end(receiver);
        }
    }

    private static void await(Process receiver) {
        try {
            if (!receiver.waitFor(READY.toSeconds(), TimeUnit.SECONDS) || receiver.exitValue() != 0) {
                throw new IllegalStateException("podman could not restore the container");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void swap() {
        var before = home;
        home = other;
        other = before;
    }

    @Override
    public void close() {
        podman(home, "end");
        podman(other, "end");
    }
}
