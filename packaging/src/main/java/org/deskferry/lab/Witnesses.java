package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.deskferry.host.display.Input;

/**
 * Programs in a pod, and at the peer, that notice whatever goes wrong around them, and what they noted: one counts in a
 * terminal, two hold connections (one out, one in), one writes files, one is told of them by inotify.
 */
public final class Witnesses implements AutoCloseable {
    private static final String FOLDER = "witness";
    private static final String IN_POD = "/home/user/" + FOLDER + "/";
    private static final List<String> PROGRAMS =
            List.of("counter.py", "notes.py", "stream.py", "watcher.py", "writer.py");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int OUT_PORT = 5001;
    private static final int IN_PORT = 5002;

    private final Lab lab;
    private final LabPod pod;
    private final Path here;
    private final List<Process> atPeer = new ArrayList<>();

    private Witnesses(Lab lab, LabPod pod, Path here) {
        this.lab = lab;
        this.pod = pod;
        this.here = here;
    }

    /** Starts them all, and waits until each has something to say. */
    public static Witnesses start(Lab lab, LabPod pod) {
        try {
            var here = Files.createTempDirectory(lab.folder(), "witness-" + pod.name() + "-");
            var witnesses = new Witnesses(lab, pod, here);
            witnesses.start();
            return witnesses;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() {
        try {
            prepare();
            startCounter();
            startConversations();
            startFiles();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The real-time clock, in nanoseconds since 1970. */
    public static long now() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    private void prepare() {
        pod.makeFolder(FOLDER);
        pod.makeFolder(FOLDER + "/files");
        for (var program : PROGRAMS) {
            Resources.copy(Witnesses.class, program, here);
            pod.write(pod.home().resolve(FOLDER).resolve(program), Resources.read(Witnesses.class, program));
        }
    }

    /** As a person would: a terminal, and a command typed into it. */
    private void startCounter() {
        pod.launch("xfce4-terminal", "--geometry=60x12-20-20", "--title=Counter");
        Keyboard.awaitAt(pod, pod.awaitWindow("Counter"));
        pod.display().send(new Input().type("python3 " + IN_POD + "counter.py " + IN_POD + "counter.log\n"));
        Eventually.that("the counter counts", START_LIMIT, () -> counter().count() > 10);
    }

    private void startConversations() {
        startAtPeer("listen", "0.0.0.0", OUT_PORT, "out");
        lab.peer().awaitListener(OUT_PORT);
        launch("stream.py", "connect", "10.77.0.200", Integer.toString(OUT_PORT), IN_POD + "out.log");
        launch("stream.py", "listen", "::", Integer.toString(IN_PORT), IN_POD + "in.log");
        Eventually.that(
                "the pod listens",
                START_LIMIT,
                () -> pod.inNetwork("ss", "-Hltn", "sport = :" + IN_PORT).contains("LISTEN"));
        startAtPeer("connect", pod.ipv6(), IN_PORT, "in");
        conversations().forEach(Conversation::awaitLife);
    }

    private void startFiles() {
        launch("watcher.py", IN_POD + "files", IN_POD + "watcher.log");
        Eventually.that("the watcher watches", START_LIMIT, () -> Files.exists(log("watcher.log")));
        launch("writer.py", IN_POD + "files", IN_POD + "writer.log");
        Eventually.that("the writer writes", START_LIMIT, () -> written().size() > 1);
    }

    /** The connections, none of which may break: by IPv4 from the pod to the peer, by IPv6 the other way. */
    public List<Conversation> conversations() {
        var logs = Path.of(FOLDER);
        return List.of(
                new Conversation("the connection out", pod, logs.resolve("out.log"), here.resolve("out.log.1")),
                new Conversation("the connection in", pod, logs.resolve("in.log.1"), here.resolve("in.log")));
    }

    Ticks counter() {
        var log = log("counter.log");
        return Ticks.in(Files.exists(log) ? Node.read(log) : "");
    }

    /** The longest time the counting program did not run that ended after {@code since} (nanoseconds since 1970). */
    public Duration gap(long since) {
        return counter().largestGap(since);
    }

    /** Waits until each has said something new. */
    public void awaitLife() {
        awaitLife(START_LIMIT);
    }

    /** The same after a long time at rest: a peer that has sent in vain tries again ever more seldom. */
    public void awaitLife(Duration limit) {
        var count = counter().count();
        var files = noticed().size();
        Eventually.that("the counter goes on", START_LIMIT, () -> counter().count() > count + 10);
        conversations().forEach(conversation -> conversation.awaitLife(limit));
        Eventually.that("inotify goes on", START_LIMIT, () -> noticed().size() > files + 1);
    }

    /** What is wrong so far, in words; empty if all is well. */
    public List<String> faults() {
        var faults = new ArrayList<>(counter().faults());
        conversations().forEach(conversation -> faults.addAll(conversation.faults()));
        faults.addAll(fileFaults());
        return faults;
    }

    /** Files that are not as they were written, and files that inotify did not tell of, once and in order. */
    private List<String> fileFaults() {
        var faults = new ArrayList<String>();
        var noticed = noticed();
        var written = written();
        for (int i = 0; i < Math.min(written.size(), noticed.size()); i++) {
            var name = written.get(i).split(" ", 2)[0];
            if (!noticed.get(i).equals(name)) {
                faults.add("inotify told of " + noticed.get(i) + " in place of " + name);
                break;
            }
        }
        for (var line : written) {
            var fields = line.split(" ", 2);
            if (fields[0].startsWith("wrong")) {
                faults.add(line);
            } else if (!isAsWritten(log("files/" + fields[0]), fields[1])) {
                faults.add(fields[0] + " is not as it was written");
            }
        }
        return faults;
    }

    private List<String> written() {
        var log = log("writer.log");
        return Logs.completeLines(Files.exists(log) ? Node.read(log) : "");
    }

    private List<String> noticed() {
        return Logs.completeLines(Node.read(log("watcher.log")));
    }

    /** True also of a file that has been removed, as the old ones are. */
    private static boolean isAsWritten(Path file, String sha256) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest).equals(sha256);
        } catch (IOException e) {
            return !Files.exists(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path log(String name) {
        return pod.home().resolve(FOLDER).resolve(name);
    }

    private void launch(String program, String... arguments) {
        var words = new ArrayList<>(List.of("python3", IN_POD + program));
        words.addAll(List.of(arguments));
        pod.launch(words.toArray(String[]::new));
    }

    private void startAtPeer(String role, String address, int port, String name) {
        atPeer.add(lab.peer()
                .start(
                        here.resolve(name + ".out").toFile(),
                        "python3",
                        here.resolve("stream.py").toString(),
                        role,
                        address,
                        Integer.toString(port),
                        here.resolve(name + ".log").toString()));
    }

    /** Ends those at the peer. */
    @Override
    public void close() {
        atPeer.forEach(Node::end);
    }
}
