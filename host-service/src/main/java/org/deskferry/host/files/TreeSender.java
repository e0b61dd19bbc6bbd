package org.deskferry.host.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.deskferry.host.linux.Directory;

/**
 * Sends a file tree in rounds: the first sends everything, each later one what changed since. The tree may be in use: a
 * file that appears, changes or vanishes at the wrong moment is put right by a later round. After a round in which
 * nothing changed any more, both trees are identical in everything but inode numbers, access and change times.
 *
 * <p>Not for use by two threads at once. After an exception it can only be closed.
 */
public final class TreeSender implements AutoCloseable {
    private final Directory root;
    private final SentTree sent = new SentTree();
    private final ContentReader reader = new ContentReader();
    private Set<String> mapped = Set.of();

    private TreeSender(Directory root) {
        this.root = root;
    }

    public static TreeSender of(Path root) throws IOException {
        return new TreeSender(Directory.open(root));
    }

    /** A round of a tree in which no process has a file mapped. */
    public Round send(TreeSink sink) throws IOException {
        return send(sink, Set.of());
    }

    /**
     * Sends one round.
     *
     * @param mappedNow the files that processes have mapped shared: raw paths in the tree, one char a byte, as
     *     /proc/PID/maps has them without the leading '/'. Writing through a mapping does not always change a file's
     *     times, so these are compared by content, in this round and the next
     */
    public Round send(TreeSink sink, Set<String> mappedNow) throws IOException {
        var start = System.nanoTime();
        var doubtful = new HashSet<>(mapped);
        doubtful.addAll(mappedNow);
        mapped = Set.copyOf(mappedNow);
        var outbox = new Outbox(sink);
        new SendRound(root, sent, reader, doubtful, false, outbox).run();
        return end(outbox, start);
    }

    /**
     * Sends one more round of a tree in which nobody has written to a file, or changed its attributes, since the round before began: names have
     * come and gone, and no more. It looks at directories only, of which there are few.
     */
    public Round sendNames(TreeSink sink) throws IOException {
        var start = System.nanoTime();
        var outbox = new Outbox(sink);
        new SendRound(root, sent, reader, Set.of(), true, outbox).run();
        return end(outbox, start);
    }

    private static Round end(Outbox outbox, long start) throws IOException {
        outbox.end();
        return new Round(outbox.entries(), outbox.bytes(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        reader.close();
        root.close();
    }
}
