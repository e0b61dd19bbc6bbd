package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.Optional;
import org.deskferry.host.checkpoint.Freezer;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.proto.v1.Phrase;

/** Memory that belongs to a device, to the kernel, or to a large file without a name. */
final class MappingRule implements Rule {
    private static final String DELETED = " (deleted)";
    private static final int BLOCK = 512;

    @Override
    public void apply(Scene scene, Findings findings) {
        scene.programs()
                .forEach(program -> program.mappings()
                        .forEach(line -> obstacle(program, line).ifPresent(reason -> findings.add(program, reason))));
    }

    private static Optional<Phrase> obstacle(Program program, String line) {
        var slash = line.indexOf('/');
        if (line.contains("anon_inode:")) {
            return Optional.of(say(
                    "It has mapped a kernel object ({0}) into its memory, which cannot be moved.",
                    line.substring(line.indexOf("anon_inode:"))));
        }
        if (slash < 0) {
            return line.endsWith("[uprobes]")
                    ? Optional.of(
                            say("A tracing tool of the machine watches it, and a watched program cannot be moved."))
                    : Optional.empty();
        }
        var file = line.substring(slash);
        if (file.startsWith("/secretmem")) {
            return Optional.of(say("It has secret memory, which cannot be moved."));
        }
        return file.startsWith("/dev/") || file.endsWith(DELETED) ? mapped(program, line, file) : Optional.empty();
    }

    private static Optional<Phrase> mapped(Program program, String line, String file) {
        var range = line.substring(0, line.indexOf(' '));
        return FileStatus.at(program.path("map_files/" + range)).flatMap(status -> switch (status.type()) {
            case FileStatus.CHARACTER_DEVICE ->
                Devices.isZero(status.device())
                        ? Optional.empty()
                        : Optional.of(
                                say("It has mapped the device {0} into its memory, which cannot be moved.", file));
            case FileStatus.FILE -> deleted(file, status);
            default -> Optional.empty();
        });
    }

    private static Optional<Phrase> deleted(String file, FileStatus status) {
        var isOnDisk = !file.startsWith("/memfd:") && !file.startsWith("/SYSV") && !file.startsWith("/dev/zero");
        var bytes = status.blocks() * BLOCK;
        return isOnDisk && status.links() == 0 && bytes > Freezer.LARGEST_DELETED_FILE
                ? Optional.of(OpenFileRule.tooLarge(file, bytes))
                : Optional.empty();
    }
}
