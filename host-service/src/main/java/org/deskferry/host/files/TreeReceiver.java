package org.deskferry.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.LinuxException;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Tree;

/**
 * Writes a file tree from the messages of a {@link TreeSender}, round after round, into a directory that is empty at
 * first and nobody else's. The messages are not trusted: nothing outside the directory is ever touched.
 *
 * <p>A message that breaks a rule is a {@link ProblemException} CORRUPT_STREAM that names the file, a lack of space is
 * DISK_FULL. After either, the tree is of no use and is to be removed by the caller.
 */
public final class TreeReceiver implements AutoCloseable {
    private final Path path;
    private final Directory root;
    private final TreeWriter writer;
    private long entries;
    private long bytes;

    private TreeReceiver(Path path, Directory root, TreeRules rules) {
        this.path = path;
        this.root = root;
        this.writer = new TreeWriter(root, rules);
    }

    /** Receives what a pod has written: files of its own ids, and no devices but overlay whiteouts. */
    public static TreeReceiver ofPod(Path root, IdRange ids) throws IOException {
        return new TreeReceiver(root, Directory.open(root), new TreeRules(ids, false));
    }

    /** Receives an image: files of the ids 0 to 65535, with device nodes. */
    public static TreeReceiver ofImage(Path root) throws IOException {
        return new TreeReceiver(root, Directory.open(root), TreeRules.OF_IMAGES);
    }

    /** Carries one message out. Returns whether it was the last of a round. */
    public boolean accept(Tree message) throws IOException {
        try {
            for (var entry : message.getEntriesList()) {
                writer.entry(entry);
                entries++;
            }
            if (message.hasData()) {
                writer.data(message.getData());
                bytes += message.getData().getBytes().size();
            }
            if (!message.hasEnd()) {
                return false;
            }
            var end = message.getEnd();
            TreeRules.require(
                    end.getEntries() == entries && end.getBytes() == bytes, "", "A part of the round is missing.");
            writer.endRound();
            entries = 0;
            bytes = 0;
            return true;
        } catch (LinuxException e) {
            if (e.meansFull()) {
                throw full(e);
            }
            throw e;
        }
    }

    /** Returns when everything that was received is on the disk. */
    public void finish() throws IOException {
        root.syncFileSystem();
    }

    private ProblemException full(LinuxException cause) throws IOException {
        var free = Files.getFileStore(path).getUsableSpace() / (1 << 20);
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_DISK_FULL,
                "file system at " + mountOf(path.toRealPath()),
                "It has no room for the file tree (" + free + " MiB are free).",
                "Remove files there or pods that are not needed, then try again.");
    }

    private static Path mountOf(Path path) throws IOException {
        var device = Files.getAttribute(path, "unix:dev");
        var mount = path;
        for (var parent = mount.getParent();
                parent != null && Files.getAttribute(parent, "unix:dev").equals(device);
                parent = parent.getParent()) {
            mount = parent;
        }
        return mount;
    }

    @Override
    public void close() {
        writer.close();
        root.close();
    }
}
