package org.deskferry.host.files;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Path;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FullDisk;
import org.deskferry.host.linux.LinuxException;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.Tree;
import org.deskferry.proto.v1.TreeEnd;
import org.deskferry.proto.v1.TreePart;

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
            var ended = false;
            for (var part : message.getPartsList()) {
                TreeRules.require(!ended, "", say("Something follows the end of the round."));
                ended = carryOut(part);
            }
            return ended;
        } catch (LinuxException e) {
            if (e.meansFull()) {
                throw FullDisk.problem(e, path, say("the file tree"));
            }
            throw e;
        }
    }

    private boolean carryOut(TreePart part) throws IOException {
        switch (part.getPartCase()) {
            case ENTRY -> {
                writer.entry(part.getEntry());
                entries++;
            }
            case DATA -> {
                writer.data(part.getData());
                bytes += part.getData().getBytes().size();
            }
            case END -> {
                end(part.getEnd());
                return true;
            }
            case PART_NOT_SET -> throw TreeRules.corrupt("", say("A part of the round is of an unknown kind."));
        }
        return false;
    }

    private void end(TreeEnd end) throws IOException {
        TreeRules.require(
                end.getEntries() == entries && end.getBytes() == bytes, "", say("A part of the round is missing."));
        writer.endRound();
        entries = 0;
        bytes = 0;
    }

    /** Returns when everything that was received is on the disk. */
    public void finish() throws IOException {
        root.syncFileSystem();
    }

    @Override
    public void close() {
        writer.close();
        root.close();
    }
}
