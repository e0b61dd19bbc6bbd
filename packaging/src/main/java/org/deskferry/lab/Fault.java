package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something bad that befalls a workstation, its engine or its link. */
enum Fault {
    KILL_SERVICE(Duration.ofSeconds(1)) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            scene.victim().signalService("KILL");
            return Optional.of(scene::restart);
        }
    },
    KILL_ENGINE(Duration.ZERO) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            var engine = find(scene.victim());
            for (var tries = 0; engine.isEmpty() && tries < STARTING_MS; tries++) {
                Eventually.pause(Duration.ofMillis(1));
                engine = find(scene.victim());
            }
            // By its number: it may be just becoming another program.
            engine.ifPresent(pid -> scene.victim().signal("KILL", List.of(pid)));
            return engine.map(_ -> () -> {});
        }

        private Optional<Long> find(Workstation victim) {
            return victim.processes().entrySet().stream()
                    .filter(process -> process.getValue().contains("criu dump")
                            || process.getValue().contains("criu restore"))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    },
    /** For long enough that the other side takes it for lost. */
    CUT_LINK(Duration.ofSeconds(25)) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            scene.link("down");
            return Optional.of(() -> scene.link("up"));
        }
    },
    /** Not for so long. */
    STALL_LINK(Duration.ofSeconds(6)) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            return CUT_LINK.strike(scene);
        }
    },
    FILL_DISK(Duration.ofSeconds(10)) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            return Optional.of(scene.victim() == scene.source() ? scene.fillSource() : scene.fillDestination());
        }
    },
    CORRUPT_STREAM(Duration.ZERO) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            scene.tap().spoil(Tap.Spoiler.CORRUPT);
            return Optional.of(() -> scene.tap().spoil(Tap.Spoiler.NONE));
        }
    },
    TRUNCATE_STREAM(Duration.ZERO) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            scene.tap().spoil(Tap.Spoiler.TRUNCATE);
            return Optional.of(() -> scene.tap().spoil(Tap.Spoiler.NONE));
        }
    },
    STOP_MACHINE(Duration.ofSeconds(30)) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            return Optional.of(scene.stopMachine());
        }
    },
    TAKE_MEMORY(Duration.ofSeconds(10)) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            return MemoryLimit.of(scene.victim(), scene::restart);
        }
    },
    CUT_POWER(Duration.ofSeconds(1)) {
        @Override
        Optional<Lab.Change> strike(Scene scene) {
            scene.victim().signal("KILL", scene.victim().all());
            // What a process has started in that very instant.
            scene.victim().signal("KILL", scene.victim().all());
            return Optional.of(scene::restart);
        }
    };

    /** An engine that is just being started. */
    private static final int STARTING_MS = 200;

    private final Duration length;

    Fault(Duration length) {
        this.length = length;
    }

    /**
     * Strikes.
     *
     * @return what sets it right, which must be done; empty if there was nothing to strike
     */
    abstract Optional<Lab.Change> strike(Scene scene);

    /** After how long it is set right. */
    Duration length() {
        return length;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    /** Where a fault strikes. */
    record Scene(Lab lab, LabPod pod, Workstation source, Workstation destination, Workstation victim, Tap tap) {
        private static final String PODS = "var/lib/deskferry/pods";

        private void restart() {
            lab.service(victim, "start");
        }

        private void link(String state) {
            lab.network().run("ip", "link", "set", victim.name(), state);
        }

        /** Whatever is written to the pod's record finds no room. */
        private Lab.Change fillSource() {
            var fresh = source.root().resolve(PODS).resolve(pod.id()).resolve("pod.json.new");
            try {
                if (Files.exists(fresh.getParent())) {
                    Files.createSymbolicLink(fresh, Path.of("/dev/full"));
                }
                return () -> delete(fresh);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A trial gives the destination a disk of its own for pods, a small one. */
        private Lab.Change fillDestination() {
            var filler = "/" + PODS + "/filler";
            destination.attempt("dd", "if=/dev/zero", "of=" + filler, "bs=64k");
            return () -> delete(destination.root().resolve(filler.substring(1)));
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Everything on it stands still: what is in pods by their control groups, as a signal would stay with a program that moves. */
        private Lab.Change stopMachine() {
            var freeze = victim.cgroups().resolve("cgroup.freeze");
            write(freeze, "1");
            var stopped = victim.outsidePods();
            victim.signal("STOP", stopped);
            return () -> {
                victim.signal("CONT", stopped);
                write(freeze, "0");
            };
        }

        private static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
