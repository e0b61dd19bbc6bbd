package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.stream.Stream;
import org.deskferry.lab.Eventually;
import org.deskferry.lab.Lab;
import org.deskferry.lab.Node;
import org.deskferry.lab.Witnesses;
import org.deskferry.lab.Workstation;

/**
 * What one would do by hand: CRIU writes the pod down, a tar of that goes to another workstation, and CRIU restores it from there. The
 * pod is woken on the machine it was on, from what has arrived at the other: its files and its address are there. The host service
 * stands still meanwhile.
 */
final class StopAndCopy implements Contestant {
    static final String NAME = "stop-and-copy";
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);
    /** In memory, as the host service keeps it, and seen by all workstations of a lab. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final int PORT = 7999;
    private static final String RECEIVE = "nc -l \"$1\" | tar -C \"$2/in\" -xf - && touch \"$2/copied\"";

    private final Lab lab;
    private final Subject subject;
    private final Workstation home;
    private final Workstation other;
    private final Path script;

    private StopAndCopy(Lab lab, Subject subject, Workstation home, Workstation other, Path script) {
        this.lab = lab;
        this.subject = subject;
        this.home = home;
        this.other = other;
        this.script = script;
    }

    static StopAndCopy start(Lab lab, Case of, Path packaging) {
        var home = lab.workstation("wsc");
        var subject = Subject.alone(lab, home, of.load());
        lab.service(home, "stop");
        return new StopAndCopy(
                lab,
                subject,
                home,
                lab.workstation("wsb"),
                packaging.resolve("bench/stop-and-copy").toAbsolutePath());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Measure move() {
        Warmth.before(subject.load());
        var resident = Meters.resident(subject.pod());
        try {
            var folder = Files.createTempDirectory(MEMORY, "stop-and-copy-");
            try {
                return move(folder, resident);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Measure move(Path folder, long resident) throws IOException {
        Files.createDirectory(folder.resolve("in"));
        var receiver = other.start(
                folder.resolve("receiver.log").toFile(),
                "bash",
                "-c",
                RECEIVE,
                "receive",
                Integer.toString(PORT),
                folder.toString());
        try (var traffic = Traffic.of(home)) {
            other.awaitListener(PORT);
            var begin = Witnesses.now();
            var said = home.run(
                    "bash",
                    script.toString(),
                    home.engine().toString(),
                    "/var/lib/deskferry/pods/" + subject.pod().id() + "/root",
                    home.cgroups().resolve("pod-" + subject.pod().id()).toString(),
                    folder.toString(),
                    other.host(),
                    Integer.toString(PORT));
            var end = Witnesses.now();
            traffic.stop();
            Eventually.pause(AFTERWARDS);
            var values = new EnumMap<Column, Double>(Column.class);
            var freeze = subject.pauses().longest(begin, end).orElseThrow();
            values.put(Column.FREEZE_MS, freeze.milliseconds());
            values.put(Column.TOTAL_MS, (end - begin) / 1e6);
            values.put(Column.WIRE, (double) traffic.bytes() / resident);
            values.put(
                    Column.SOURCE_CPU_S,
                    Double.parseDouble(said.strip().lines().toList().getLast()));
            return Measure.of(values);
        } finally {
            Node.end(receiver);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        lab.service(home, "start");
        subject.close();
    }
}
