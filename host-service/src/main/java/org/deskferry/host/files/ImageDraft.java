package org.deskferry.host.files;

import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.deskferry.host.linux.AtomicFile;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.Proc;
import org.deskferry.proto.v1.ImageRecord;

/** An image that is being made, in a directory beside the finished ones. Closed before it is published, it is gone. */
final class ImageDraft implements AutoCloseable {
    static final String ROOT = "root";
    static final String RECORD = "image.json";

    // The process that makes it, by pid and start time.
    private static final Pattern NAME = Pattern.compile("\\.draft-(\\d+)-(\\d+)-.*");

    private final Path images;
    private final Path folder;

    private ImageDraft(Path images, Path folder) {
        this.images = images;
        this.folder = folder;
    }

    static ImageDraft begin(Path images) throws IOException {
        // An image holds set-id programs that must not be reachable for the users of this machine.
        Files.createDirectories(
                images, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var pid = ProcessHandle.current().pid();
        var prefix = ".draft-" + pid + "-" + Proc.startTicks(pid).orElseThrow() + "-";
        var draft = new ImageDraft(images, Files.createTempDirectory(images, prefix));
        Files.createDirectory(draft.root());
        return draft;
    }

    /** Directories of drafts whose process is gone. */
    static List<Path> abandoned(Path images) throws IOException {
        if (!Files.isDirectory(images)) {
            return List.of();
        }
        try (var folders = Files.list(images)) {
            return folders.filter(ImageDraft::isAbandoned).toList();
        }
    }

    private static boolean isAbandoned(Path folder) {
        var name = NAME.matcher(folder.getFileName().toString());
        return name.matches()
                && Proc.startTicks(Long.parseLong(name.group(1)))
                        .filter(ticks -> ticks == Long.parseLong(name.group(2)))
                        .isEmpty();
    }

    static Path folder(Path images, String digest) {
        return images.resolve(digest.substring(TreeDigest.PREFIX.length()));
    }

    /** The file tree of the image-to-be. */
    Path root() {
        return folder.resolve(ROOT);
    }

    /** Puts the image in its place; when this returns, it is on the disk. */
    void publish(String digest, long bytes) throws IOException {
        var record = ImageRecord.newBuilder()
                .setDigest(digest)
                .setBytes(bytes)
                .setAdded(Timestamps.now())
                .build();
        AtomicFile.write(folder.resolve(RECORD), JsonFormat.printer().print(record) + "\n");
        try (var directory = Directory.open(images)) {
            directory.syncFileSystem();
            if (!Files.exists(folder(images, digest))) {
                Files.move(folder, folder(images, digest), StandardCopyOption.ATOMIC_MOVE);
                directory.syncFileSystem();
            }
        }
    }

    @Override
    public void close() throws IOException {
        TreeRemoval.remove(folder);
    }
}
