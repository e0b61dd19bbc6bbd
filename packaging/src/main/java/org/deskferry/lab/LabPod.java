package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deskferry.host.display.Display;
import org.deskferry.host.display.Window;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.PodManifest;

/**
 * A pod, looked at from the machine below the lab: through its control group and /proc, so that nothing depends on what a
 * host service says.
 */
public final class LabPod implements AutoCloseable {
    private static final Pattern SEGMENT_SIZE = Pattern.compile("\\bmss:(\\d+)");
    private static final Path PROC = Path.of("/proc");
    private static final List<String> DESKTOP = List.of("xfwm4", "xfdesktop", "xfce4-panel");
    /** Pictures may be half a second old. */
    private static final Duration CALM = Duration.ofMillis(700);

    private static final int USER = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Lab lab;
    private final PodManifest manifest;
    private final Display display;
    private volatile Workstation home;

    private LabPod(Lab lab, PodManifest manifest, Workstation home) {
        this.lab = lab;
        this.manifest = manifest;
        this.home = home;
        this.display = new Display(manifest.getName(), this::root);
    }

    /** Makes a pod on {@code workstation} and waits for its desktop. Closing destroys it, wherever it is then. */
    public static LabPod create(Lab lab, Workstation workstation, String name) {
        return create(lab, workstation, name, "");
    }

    /** The same with an owner. */
    static LabPod create(Lab lab, Workstation workstation, String name, String owner) {
        var pod = new LabPod(lab, workstation.create(name, owner).getManifest(), workstation);
        try {
            pod.awaitDesktop();
            return pod;
        } catch (RuntimeException | Error e) {
            pod.close();
            throw e;
        }
    }

    /** The same with an image whose session is a screen without a desktop. */
    public static LabPod bare(Lab lab, Workstation workstation, String name) {
        var pod = of(lab, workstation.create(name).getManifest(), workstation);
        try {
            Eventually.that(
                    "the screen of " + name,
                    LIMIT,
                    () -> Files.exists(pod.root().resolve("run/deskferry/vnc.sock")));
            return pod;
        } catch (RuntimeException | Error e) {
            pod.close();
            throw e;
        }
    }

    /** One that is there already. Closing destroys it. */
    static LabPod of(Lab lab, PodManifest manifest, Workstation workstation) {
        return new LabPod(lab, manifest, workstation);
    }

    /** Until all of the desktop runs and draws nothing new. */
    private void awaitDesktop() {
        Eventually.that(
                "the desktop of " + name(),
                LIMIT,
                () -> DESKTOP.stream()
                        .allMatch(program ->
                                processes().values().stream().anyMatch(process -> process.endsWith(" " + program))));
        Eventually.that("a calm screen of " + name(), LIMIT, () -> {
            var before = display.picture().png(0);
            Eventually.pause(CALM);
            return Arrays.equals(before, display.picture().png(0));
        });
    }

    public String name() {
        return manifest.getName();
    }

    public String id() {
        return manifest.getId();
    }

    /** Its address without the prefix length. */
    public String ipv4() {
        return manifest.getAddress().getIpv4().replaceFirst("/.*", "");
    }

    public String ipv6() {
        return manifest.getAddress().getIpv6().replaceFirst("/.*", "");
    }

    public Display display() {
        return display;
    }

    /** Moves it as its operator would. */
    public MoveResult moveTo(Workstation destination) {
        var result = home.move(id(), destination);
        isAt(destination);
        return result;
    }

    /** Tells where it is now; a copy that another workstation may hold does not count. */
    public void isAt(Workstation workstation) {
        home = workstation;
    }

    /** Where it is. */
    public Workstation workstation() {
        return home;
    }

    /** Its first process. */
    public long initPid() {
        return members()
                .filter(pid -> Processes.innermost(PROC, pid) == 1)
                .findFirst()
                .orElseThrow(() -> new AssertionError("pod " + name() + " does not run on " + home.name()));
    }

    /** Its file tree. */
    public Path root() {
        return PROC.resolve(initPid() + "/root");
    }

    /** Its user's home. */
    public Path home() {
        return root().resolve("home/user");
    }

    /** Its processes: number inside, and "number of the parent, command line"; without services that end when idle. */
    public Map<Integer, String> processes() {
        var found = new TreeMap<Integer, String>();
        members()
                .filter(pid -> !Processes.commandLine(PROC, pid).endsWith("-service"))
                .forEach(pid -> {
                    var parent = Processes.field(PROC, pid, "PPid")
                            .map(Long::parseLong)
                            .orElse(0L);
                    found.put(
                            Processes.innermost(PROC, pid),
                            Processes.innermost(PROC, parent) + " " + Processes.commandLine(PROC, pid));
                });
        return found;
    }

    /** Runs a program in its network, with the machine's files. */
    public String inNetwork(String... command) {
        var words = new ArrayList<>(List.of("nsenter", "--net=/proc/" + initPid() + "/ns/net", "--"));
        words.addAll(List.of(command));
        return Run.of(words).orThrow();
    }

    /** What each of its connections sends at most in one packet, in bytes, in order. */
    public List<Integer> segmentSizes() {
        return SEGMENT_SIZE
                .matcher(inNetwork("ss", "-Htin", "state", "established"))
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .sorted()
                .toList();
    }

    /** Starts a program as its user would from the desktop. */
    public void launch(String... command) {
        var words = new ArrayList<>(List.of(
                lab.helper("podexec").toString(), "--pid", Long.toString(initPid()), "--", "/usr/lib/deskferry/run"));
        words.addAll(List.of(command));
        var _ = Run.of(words).orThrow();
    }

    /** Runs a shell command in its session, and returns what that said. */
    public String ask(String command) {
        var answer = home().resolve(".answer");
        launch("sh", "-c", "{ " + command + "; } >.answer.new 2>&1; mv .answer.new .answer");
        return Eventually.value("the answer to " + command, LIMIT, () -> {
            try {
                var said = Files.readString(answer);
                Files.delete(answer);
                return Optional.of(said);
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** Waits for a window with a title that has {@code part} in it, and returns its title. */
    public String awaitWindow(String part) {
        return Eventually.value(
                "a window " + part,
                LIMIT,
                () -> display.windows().stream()
                        .map(Window::title)
                        .filter(title -> title.contains(part))
                        .findFirst());
    }

    /**
     * Starts a program with the rights of the pod's root and without the filter that the session has.
     *
     * @param log takes what the program says, a path in the pod
     */
    void smuggle(String log, String... command) {
        var start = "log=$0; cd /; setsid \"$@\" </dev/null >\"$log\" 2>&1 &";
        asRoot(Stream.concat(Stream.of("sh", "-c", start, log), Stream.of(command))
                .toArray(String[]::new));
    }

    /** Runs a program with the rights of the pod's root. */
    void asRoot(String... command) {
        var join = "echo $$ >\"$0\" && exec \"$@\"";
        var enter = List.of(
                "nsenter", "--user", "--mount", "--pid", "--net", "--ipc", "--uts", "--cgroup", "--time", "--target");
        var words = new ArrayList<>(
                List.of("sh", "-c", join, group().resolve("cgroup.procs").toString()));
        words.addAll(enter);
        words.add(Long.toString(initPid()));
        words.addAll(List.of(command));
        var _ = Run.of(words).orThrow();
    }

    /** Kills its processes whose command line has {@code part} in it. */
    public void kill(String part) {
        members()
                .filter(pid -> Processes.commandLine(PROC, pid).contains(part))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Makes a folder of its user's, below the home. */
    public Path makeFolder(String name) {
        try {
            return own(Files.createDirectories(home().resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a file of its user's. */
    public void write(Path file, byte[] content) {
        try {
            own(Files.write(file, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path own(Path file) throws IOException {
        var owner = manifest.getIds().getFirst() + USER;
        Files.setAttribute(file, "unix:uid", owner);
        Files.setAttribute(file, "unix:gid", owner);
        return file;
    }

    /** Its processes, as the machine numbers them. */
    public Stream<Long> members() {
        try {
            return Files.readAllLines(group().resolve("cgroup.procs")).stream().map(Long::parseLong);
        } catch (IOException e) {
            return Stream.of();
        }
    }

    private Path group() {
        return home.cgroups().resolve("pod-" + id());
    }

    @Override
    public void close() {
        home.destroy(id());
    }
}
