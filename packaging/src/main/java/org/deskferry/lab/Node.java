package org.deskferry.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A machine of the lab. */
public class Node {
    private static final Duration LISTENING = Duration.ofSeconds(30);

    private final Path lab;
    private final String name;

    /** The node {@code name} of the lab in the folder {@code lab}. */
    Node(Path lab, String name) {
        this.lab = lab;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** What the lab keeps of it. */
    public Path folder() {
        return lab.resolve(name);
    }

    /** The process that holds it, as the machine numbers it. */
    public long pid() {
        return Long.parseLong(read(folder().resolve("pid")).strip());
    }

    /** Its file tree, mounts included, as the machine sees it. */
    public Path root() {
        return Path.of("/proc/" + pid() + "/root");
    }

    /**
     * Runs a program there.
     *
     * @return what it said
     * @throws IllegalStateException if it fails
     */
    public String run(String... command) {
        return Run.of(enter(List.of(command))).orThrow();
    }

    /** Runs a program there that may fail. */
    public Run attempt(String... command) {
        return Run.of(enter(List.of(command)));
    }

    /** Starts a program there that goes on; {@link #end} ends it. What it says is in {@code log}. */
    public Process start(File log, String... command) {
        try {
            return new ProcessBuilder(enter(List.of(command)))
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until something there listens on a TCP port. */
    public void awaitListener(int port) {
        Eventually.that(
                "a listener at " + name,
                LISTENING,
                () -> run("ss", "-Hltn", "sport = :" + port).contains("LISTEN"));
    }

    /** Ends what {@link #start} started. */
    public static void end(Process process) {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
    }

    /** Every process that runs in it, pods included: its number there and its command line. */
    public Map<Long, String> processes() {
        return Processes.in(root().resolve("proc"));
    }

    /** Kills the first process in it whose command line has {@code part} in it. */
    public void kill(String part) {
        var victim = processes().entrySet().stream()
                .filter(process -> process.getValue().contains(part))
                .findFirst()
                .orElseThrow();
        run("kill", "-KILL", Long.toString(victim.getKey()));
    }

    /** Kills every process in it whose command line has {@code part} in it, all at once. */
    public void killAll(String part) {
        var victims = processes().entrySet().stream()
                .filter(process -> process.getValue().contains(part))
                .map(Map.Entry::getKey)
                .toList();
        if (victims.isEmpty()) {
            throw new IllegalStateException("nothing with " + part + " runs at " + name);
        }
        signal("KILL", victims);
    }

    /** Sends processes of it a signal; those that have gone miss it. */
    void signal(String signal, List<Long> pids) {
        var words = new ArrayList<>(List.of("kill", "-" + signal));
        pids.forEach(pid -> words.add(Long.toString(pid)));
        var _ = attempt(words.toArray(String[]::new));
    }

    /** Ends every process that runs in it at once, as a power cut does. Its files stay as they are. */
    public void cutPower() {
        var running = allButHolders();
        var words = new ArrayList<>(List.of("kill", "-KILL"));
        running.forEach(pid -> words.add(Long.toString(pid)));
        // Some may have ended with others.
        var _ = attempt(words.toArray(String[]::new));
        Eventually.that(
                "the end of all processes",
                Duration.ofSeconds(30),
                () -> Collections.disjoint(running, allButHolders()));
    }

    /** Whether it is there. */
    boolean lives() {
        return ProcessHandle.of(pid()).isPresent();
    }

    /** Ends it for good, links and all. */
    void die() {
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        Eventually.that("the end of " + name, Duration.ofSeconds(30), () -> !lives());
    }

    private Set<Long> allButHolders() {
        var holders = List.of("tini", "sleep infinity", "deskferry-lab:");
        var found = new HashSet<Long>();
        processes().forEach((pid, command) -> {
            if (pid != 1 && holders.stream().noneMatch(command::startsWith)) {
                found.add(pid.longValue());
            }
        });
        return found;
    }

    private List<String> enter(List<String> command) {
        var words = new ArrayList<>(
                List.of("nsenter", "--target", Long.toString(pid()), "--mount", "--pid", "--net", "--uts", "--"));
        words.addAll(command);
        return words;
    }

    /** As {@link #read}; nothing if it has gone. */
    static String readOrNothing(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
