package org.deskferry.host.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.deskferry.host.linux.ChangedName;
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
        return round(sink, doubtful(mappedNow), false, SendRound::run);
    }

    /**
     * Sends one round of the names at which something has changed since the round before began, and no others.
     *
     * @param mappedNow as in {@link #send(TreeSink, Set)}; these are looked at too
     */
    public Round sendChanges(TreeSink sink, Set<String> mappedNow, Set<ChangedName> changes) throws IOException {
        var doubtful = doubtful(mappedNow);
        var names = new HashSet<>(changes);
        doubtful.forEach(path -> names.add(ChangedName.of(path)));
        return round(sink, doubtful, false, round -> round.runAt(names));
    }

    /**
     * Sends one more round of a tree in which nobody has written to a file, or changed its attributes, since the round before began: names have
     * come and gone, and no more. It looks at directories only, of which there are few.
     */
    public Round sendNames(TreeSink sink) throws IOException {
        return round(sink, Set.of(), true, SendRound::run);
    }

    /** As {@link #sendNames(TreeSink)}, where the names are known. */
    public Round sendNames(TreeSink sink, Set<ChangedName> names) throws IOException {
        return round(sink, Set.of(), false, round -> round.runAt(names));
    }

    private Set<String> doubtful(Set<String> mappedNow) {
        var doubtful = new HashSet<>(mapped);
        doubtful.addAll(mappedNow);
        mapped = Set.copyOf(mappedNow);
        return doubtful;
    }

    private Round round(TreeSink sink, Set<String> doubtful, boolean namesOnly, Walk walk) throws IOException {
        var start = System.nanoTime();
        var readBefore = reader.time();
        var outbox = new Outbox(sink);
        var files = new FileSender(sent, reader, doubtful, outbox);
        walk.go(new SendRound(root, sent, files, namesOnly, outbox));
        outbox.end();
        return new Round(
                outbox.entries(),
                outbox.bytes(),
                Duration.ofNanos(System.nanoTime() - start),
                reader.time().minus(readBefore));
    }

    @FunctionalInterface
    private interface Walk {
        void go(SendRound round) throws IOException;
    }

    @Override
    public void close() {
        reader.close();
        root.close();
    }
}
