package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deskferry.host.checkpoint.Freezer;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.proto.v1.Phrase;

/** Descriptors of a kind that CRIU does not know, or of files that it could not open again. */
final class OpenFileRule implements Rule {
    private static final Pattern ANONYMOUS = Pattern.compile("anon_inode:\\[?(.*?)]?");
    private static final Set<String> KNOWN_ANONYMOUS =
            Set.of("eventfd", "eventpoll", "inotify", "fanotify", "signalfd", "timerfd", "pidfd");
    private static final Map<String, Phrase> OBJECTS = Map.of(
            "io_uring", say("an io_uring"),
            "userfaultfd", say("a userfaultfd"),
            "landlock-ruleset", say("a Landlock rule set"),
            "perf_event", say("a performance counter"),
            "seccomp notify", say("a seccomp listener"));

    private static final Pattern NAMESPACE = Pattern.compile("[a-z_]+:\\[\\d+]");
    private static final String SECRET_MEMORY = "/secretmem";
    private static final String MEMORY_FILE = "/memfd:";
    private static final int O_DIRECT = 0x4000;
    private static final int O_EXCL = 0x80;
    private static final int BLOCK = 512;

    @Override
    public void apply(Scene scene, Findings findings) {
        scene.programs()
                .forEach(program -> program.files()
                        .forEach(file -> obstacle(scene, file).ifPresent(reason -> findings.add(program, reason))));
    }

    private static Optional<Phrase> obstacle(Scene scene, OpenFile file) {
        var link = file.link();
        if (file.isSocket()) {
            return Optional.empty();
        }
        if (link.startsWith("anon_inode:")) {
            return anonymous(file);
        }
        if (link.startsWith("pipe:[")) {
            return file.inode() >= 0 && (file.flags() & O_DIRECT) != 0
                    ? held(say("a pipe in packet mode"))
                    : Optional.empty();
        }
        if (link.startsWith(SECRET_MEMORY)) {
            return held(say("secret memory"));
        }
        if (link.startsWith(MEMORY_FILE) || NAMESPACE.matcher(link).matches()) {
            return Optional.empty();
        }
        return link.startsWith("/") ? named(scene, file) : held(say("a kernel object ({0})", link));
    }

    private static Optional<Phrase> anonymous(OpenFile file) {
        var name = Optional.of(ANONYMOUS.matcher(file.link()))
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .orElse(file.link());
        if (name.equals("pidfd") && (file.flags() & O_EXCL) != 0) {
            return held(say("a handle on a thread (a pidfd)"));
        }
        if (KNOWN_ANONYMOUS.contains(name)) {
            return Optional.empty();
        }
        return held(
                name.startsWith("bpf")
                        ? say("a BPF object")
                        : OBJECTS.getOrDefault(name, say("a kernel object ({0})", name)));
    }

    private static Optional<Phrase> named(Scene scene, OpenFile file) {
        return file.status().flatMap(status -> switch (status.type()) {
            case FileStatus.CHARACTER_DEVICE -> device(scene, file, status.device());
            case FileStatus.BLOCK_DEVICE -> held(say("the device {0}", file.link()));
            case FileStatus.FILE ->
                status.links() == 0 && status.blocks() * BLOCK > Freezer.LARGEST_DELETED_FILE
                        ? Optional.of(tooLarge(file.link(), status.blocks() * BLOCK))
                        : outside(scene, file);
            default -> outside(scene, file);
        });
    }

    private static Optional<Phrase> device(Scene scene, OpenFile file, long device) {
        if (Devices.isTunnel(device)) {
            return file.info("iff").filter(name -> !name.isEmpty()).flatMap(name -> held(say("the tunnel {0}", name)));
        }
        return Devices.isKnown(device) ? outside(scene, file) : held(say("the device {0}", file.link()));
    }

    private static Optional<Phrase> outside(Scene scene, OpenFile file) {
        return file.mount()
                .filter(mount -> !scene.mounts().has(mount))
                .flatMap(_ -> held(say("the file {0}, which is of no file system of the pod,", file.link())));
    }

    static Phrase tooLarge(String link, long bytes) {
        return say(
                "It has deleted {0} and holds it open; such a file can be moved up to {1} MiB, and this one has {2}.",
                link.replaceFirst(" \\(deleted\\)$", ""), Freezer.LARGEST_DELETED_FILE >> 20, bytes >> 20);
    }

    private static Optional<Phrase> held(Phrase what) {
        return Optional.of(say("It has {0} open, which cannot be moved.", what));
    }
}
