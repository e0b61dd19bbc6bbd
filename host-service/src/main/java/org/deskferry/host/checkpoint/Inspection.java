package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * Looks through a pod for what CRIU cannot write down, before anything is frozen. Reads /proc only: no process notices. What it
 * finds is named by program, pid and resource.
 */
public final class Inspection {
    /** What an open file's link in /proc reads where CRIU cannot dump it. */
    private static final List<Resource> OPEN_FILES = List.of(
            new Resource("anon_inode:\\[io_uring]", "an io_uring"),
            new Resource("anon_inode:\\[userfaultfd]", "a userfaultfd"),
            new Resource("anon_inode:\\[?landlock-ruleset]?", "a Landlock rule set"),
            new Resource("anon_inode:\\[?bpf-.*", "a BPF object"),
            new Resource("anon_inode:\\[perf_event]", "a performance counter"),
            new Resource("/secretmem.*", "secret memory"),
            new Resource("/dev/fuse", "the device /dev/fuse"),
            new Resource(
                    "/dev/(?!null$|zero$|full$|random$|urandom$|tty$|ptmx$|pts/|shm/).*", "a device of the machine"));

    private static final List<String> NAMESPACES = List.of("user", "pid", "mnt", "net", "ipc", "uts");
    private static final Pattern TRACER = Pattern.compile("(?m)^TracerPid:\\s*([1-9]\\d*)$");
    private static final Pattern INNER_PID = Pattern.compile("(?m)^NSpid:.*?(\\d+)$");
    private static final Pattern FUSE_MOUNT = Pattern.compile("\\S+ \\S+ \\S+ \\S+ (\\S+) .* - (fuse\\S*) .*");

    private Inspection() {}

    private record Resource(Pattern link, String name) {
        Resource(String link, String name) {
            this(Pattern.compile(link), name);
        }
    }

    /**
     * Everything in the way.
     *
     * @param initPid the pod's first process
     * @param pids all its processes
     */
    public static List<Problem> of(long initPid, List<Long> pids) {
        var found = new ArrayList<Problem>();
        fuseMounts(initPid).forEach(found::add);
        for (var pid : pids) {
            openFiles(pid).forEach(found::add);
            tracer(pid).ifPresent(found::add);
            nestedNamespace(pid, initPid).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    private static Stream<Problem> openFiles(long pid) {
        var links = links(pid);
        return OPEN_FILES.stream()
                .filter(resource -> links.stream()
                        .anyMatch(link -> resource.link().matcher(link).matches()))
                .map(resource -> program(pid, "It has " + resource.name() + " open, which cannot be moved."));
    }

    private static Optional<Problem> tracer(long pid) {
        return Proc.read(pid + "/status")
                .map(TRACER::matcher)
                .filter(Matcher::find)
                .map(_ -> program(pid, "A debugger is attached to it, and a debugged program cannot be moved."));
    }

    private static Optional<Problem> nestedNamespace(long pid, long initPid) {
        return NAMESPACES.stream()
                .filter(kind -> differ(namespace(pid, kind), namespace(initPid, kind)))
                .findFirst()
                .map(kind -> program(
                        pid, "It has made a " + kind + " namespace of its own (a sandbox), which cannot be moved."));
    }

    private static Stream<Problem> fuseMounts(long initPid) {
        return Proc.read(initPid + "/mountinfo").stream()
                .flatMap(String::lines)
                .map(FUSE_MOUNT::matcher)
                .filter(Matcher::matches)
                .map(match -> problem(
                        "file system " + match.group(1),
                        "It is a FUSE mount (" + match.group(2) + "), which cannot be moved.",
                        "Unmount it, then move the pod."));
    }

    private static Problem program(long pid, String reason) {
        var inner = Proc.read(pid + "/status")
                .map(INNER_PID::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1));
        return problem(
                "program " + Proc.command(pid) + " (pid " + inner.orElse("unknown") + ")",
                reason,
                "End the program, or what it does with this, then move the pod.");
    }

    private static Problem problem(String thing, String reason, String remedy) {
        return ProblemException.problem(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE, thing, reason, remedy);
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private static Optional<String> namespace(long pid, String kind) {
        return readLink(Path.of("/proc/" + pid + "/ns/" + kind));
    }

    /** What the open files of a process are; none if it has ended. */
    private static List<String> links(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.flatMap(file -> readLink(file).stream()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<String> readLink(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
