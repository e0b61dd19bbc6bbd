package org.deskferry.app.transfer;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.deskferry.proto.v1.ProblemKind;

/** A file that is being written under another name, beside its place. Closed before it is kept, it is gone; so it is after Ctrl-C. */
final class ArchiveFile implements AutoCloseable {
    private final Path place;
    private final Path draft;
    private final FileChannel channel;
    private final OutputStream output;
    private final Thread hook = Thread.ofPlatform().name("half-written file").unstarted(this::remove);
    private boolean kept;

    private ArchiveFile(Path place, Path draft, FileChannel channel) {
        this.place = place;
        this.draft = draft;
        this.channel = channel;
        this.output = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 18);
    }

    /** Begins one for its owner alone: it holds what programs have in memory. */
    static ArchiveFile begin(Path place) throws IOException, TransferException {
        var draft = place.resolveSibling(place.getFileName() + ".part");
        if (Files.exists(place)) {
            throw inTheWay(place);
        }
        try {
            var channel = FileChannel.open(
                    draft,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            var file = new ArchiveFile(place, draft, channel);
            Runtime.getRuntime().addShutdownHook(file.hook);
            return file;
        } catch (FileAlreadyExistsException e) {
            throw inTheWay(draft);
        }
    }

    OutputStream output() {
        return output;
    }

    /** Where it can be read until it is kept, after {@link #sync}. */
    Path draft() {
        return draft;
    }

    /** Returns when all that was written is on the disk. */
    void sync() throws IOException {
        output.flush();
        channel.force(true);
    }

    /** Gives it its name; when this returns, that is on the disk. */
    void keep() throws IOException {
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        kept = true;
        try (var folder = FileChannel.open(place.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static TransferException inTheWay(Path file) {
        return TransferException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("file {0}", file),
                say("It exists already."),
                say("Remove it, or give another name."));
    }

    /** After it was kept nothing has this name. */
    private void remove() {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // It is named when somebody writes to the same place again.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!kept) {
            Files.deleteIfExists(draft);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It runs already.
        }
    }
}
