package org.deskferry.host.inspection;

import java.util.Optional;
import org.deskferry.host.checkpoint.Freezer;
import org.deskferry.host.linux.FileStatus;

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

    private static Optional<String> obstacle(Program program, String line) {
        var slash = line.indexOf('/');
        if (line.contains("anon_inode:")) {
            return Optional.of("It has mapped a kernel object (" + line.substring(line.indexOf("anon_inode:"))
                    + ") into its memory, which cannot be moved.");
        }
        if (slash < 0) {
            return line.endsWith("[uprobes]")
                    ? Optional.of("A tracing tool of the machine watches it, and a watched program cannot be moved.")
                    : Optional.empty();
        }
        var file = line.substring(slash);
        if (file.startsWith("/secretmem")) {
            return Optional.of("It has secret memory, which cannot be moved.");
        }
        return file.startsWith("/dev/") || file.endsWith(DELETED) ? mapped(program, line, file) : Optional.empty();
    }

    private static Optional<String> mapped(Program program, String line, String file) {
        var range = line.substring(0, line.indexOf(' '));
        return FileStatus.at(program.path("map_files/" + range)).flatMap(status -> switch (status.type()) {
            case FileStatus.CHARACTER_DEVICE ->
                Devices.isZero(status.device())
                        ? Optional.empty()
                        : Optional.of("It has mapped the device " + file + " into its memory, which cannot be moved.");
            case FileStatus.FILE -> deleted(file, status);
            default -> Optional.empty();
        });
    }

    private static Optional<String> deleted(String file, FileStatus status) {
        var isOnDisk = !file.startsWith("/memfd:") && !file.startsWith("/SYSV") && !file.startsWith("/dev/zero");
        var bytes = status.blocks() * BLOCK;
        return isOnDisk && status.links() == 0 && bytes > Freezer.LARGEST_DELETED_FILE
                ? Optional.of(OpenFileRule.tooLarge(file, bytes))
                : Optional.empty();
    }
}
