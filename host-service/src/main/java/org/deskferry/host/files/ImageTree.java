package org.deskferry.host.files;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Tree;
import org.deskferry.proto.v1.TreeEntry;

/** Makes a file tree fit to be an image: its owners are ids that pods have, and no regular file has two names. */
final class ImageTree implements AutoCloseable {
    private static final String COPY = ".deskferry-copy";

    private final Directory root;
    private final TreeWriter writer;
    private final ContentReader reader = new ContentReader();
    private final Outbox outbox = new Outbox(this::write);
    private long bytes;

    private ImageTree(Directory root) {
        this.root = root;
        this.writer = new TreeWriter(root, TreeRules.OF_IMAGES);
    }

    /** Returns how many bytes of content the tree has. */
    static long prepare(Path path) throws IOException {
        try (var root = Directory.open(path);
                var tree = new ImageTree(root)) {
            tree.prepareAll();
            return tree.bytes;
        }
    }

    private void prepareAll() throws IOException {
        var unvisited = new ArrayDeque<String>();
        unvisited.push("");
        while (!unvisited.isEmpty()) {
            var path = unvisited.pop();
            try (var directory = root.openDirectory(path).orElseThrow(() -> TreeLine.changing(path))) {
                for (var name : directory.list()) {
                    var inner = path.isEmpty() ? name : path + "/" + name;
                    var status = directory.status(name).orElseThrow(() -> TreeLine.changing(inner));
                    checkOwner(inner, status);
                    if (status.isDirectory()) {
                        unvisited.push(inner);
                    } else if (status.isFile()) {
                        bytes += status.size();
                        separate(directory, path, name, status);
                    }
                }
            }
        }
    }

    private static void checkOwner(String path, FileStatus status) {
        if (!TreeRules.OF_IMAGES.owns(status.uid()) || !TreeRules.OF_IMAGES.owns(status.gid())) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("file {0}", Entries.readable(path)),
                    say("It belongs to user {0} and group {1}, which pods do not have.", status.uid(), status.gid()),
                    say("Give it an owner below 65536 in the image."));
        }
    }

    private void separate(Directory directory, String path, String name, FileStatus status) throws IOException {
        if (status.links() == 1) {
            return;
        }
        var before = directory.status();
        var copy = path.isEmpty() ? COPY : path + "/" + COPY;
        try (var file = directory.openFile(name).orElseThrow(() -> TreeLine.changing(name))) {
            outbox.entry(Entries.of(TreeEntry.Type.TYPE_FILE, copy, Look.at(directory, name, status)));
            reader.send(file, status, outbox);
            outbox.flush();
        }
        directory.edit().move(directory, COPY, name);
        directory.edit().setModified(".", before.modifiedSeconds(), before.modifiedNanos());
    }

    private void write(Tree message) throws IOException {
        for (var part : message.getPartsList()) {
            if (part.hasEntry()) {
                writer.entry(part.getEntry());
            } else {
                writer.data(part.getData());
            }
        }
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
