package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.linux.ChangedName;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.OpenFile;
import org.deskferry.proto.v1.TreeEntry;
import org.jspecify.annotations.Nullable;

/**
 * One round: walks the tree, compares it with what the destination has, and sends the difference. What is gone or of
 * another kind by the time it is opened is passed over; the next round sees it as it then is.
 */
final class SendRound {
    private final Directory root;
    private final SentTree sent;
    private final ContentReader reader;
    private final Set<String> doubtful;
    private final boolean namesOnly;
    private final Outbox outbox;
    private final Deque<SentDirectory> unvisited = new ArrayDeque<>();
    // Those whose looks were found changed, and which are to be read although their looks are up to date again.
    private final Set<SentDirectory> changed = new HashSet<>();
    // Kept until the end: a file that only changed its name is linked to the new one instead of sent again.
    private final List<Vanished> vanished = new ArrayList<>();

    private record Vanished(SentDirectory parent, String name, Sent entry) {}

    /** A name in a directory that is being visited. */
    private record Place(Directory directory, SentDirectory parent, String name) {
        String path() {
            return parent.pathOf(name);
        }

        Look look(FileStatus status) throws IOException {
            return Look.at(directory, name, status);
        }
    }

    /**
     * A round.
     *
     * @param doubtful paths of files to be compared by content, whatever their times
     * @param namesOnly whether nobody has written to files since the round before, so that directories tell of all changes
     */
    SendRound(
            Directory root,
            SentTree sent,
            ContentReader reader,
            Set<String> doubtful,
            boolean namesOnly,
            Outbox outbox) {
        this.root = root;
        this.sent = sent;
        this.reader = reader;
        this.doubtful = doubtful;
        this.namesOnly = namesOnly;
        this.outbox = outbox;
    }

    void run() throws IOException {
        visitRoot();
        finish();
    }

    /** Of a tree that was sent before, looks only at names, and at all below those that are of directories. */
    void runAt(Set<ChangedName> names) throws IOException {
        for (var name : names) {
            visitAt(name);
        }
        finish();
    }

    private void finish() throws IOException {
        while (!unvisited.isEmpty()) {
            visitEntries(unvisited.pop());
        }
        for (var gone : vanished) {
            if (gone.parent.get(gone.name) == gone.entry) {
                remove(gone.parent, gone.name);
            }
        }
    }

    private void visitRoot() throws IOException {
        var known = sent.root();
        var look = Look.at(root, ".", root.status());
        if (known == null) {
            known = new SentDirectory("", look);
            sent.setRoot(known);
            outbox.entry(Entries.of(TreeEntry.Type.TYPE_DIRECTORY, "", look));
        } else {
            refreshDirectory(known, look.status(), look);
        }
        unvisited.push(known);
    }

    /** Where a directory on the way was not sent yet, that is what is new. */
    private void visitAt(ChangedName changed) throws IOException {
        var parent = Objects.requireNonNull(sent.root(), "no round was sent before");
        for (var step : changed.directory().isEmpty()
                ? new String[0]
                : changed.directory().split("/", -1)) {
            if (!(parent.get(step) instanceof SentDirectory known)) {
                visitName(parent, step);
                return;
            }
            parent = known;
        }
        visitName(parent, changed.name());
    }

    private void visitName(SentDirectory parent, String name) throws IOException {
        var opened = root.openDirectory(parent.path());
        if (opened.isEmpty()) {
            return;
        }
        try (var directory = opened.get()) {
            var status = directory.status();
            if (!parent.look().isStill(status)) {
                refreshDirectory(parent, status, Look.at(directory, ".", status));
            }
            if (name.equals(ChangedName.SELF)) {
                return;
            }
            var now = directory.status(name);
            var known = parent.get(name);
            if (now.isPresent()) {
                visit(new Place(directory, parent, name), now.get());
            } else if (known != null) {
                vanished.add(new Vanished(parent, name, known));
            }
        }
    }

    private void visitEntries(SentDirectory known) throws IOException {
        var opened = root.openDirectory(known.path());
        if (opened.isEmpty()) {
            return;
        }
        try (var directory = opened.get()) {
            if (namesOnly && hasSameNames(known, directory)) {
                passOver(known);
                return;
            }
            var names = new HashSet<>(directory.list());
            for (var name : names) {
                var status = directory.status(name);
                if (status.isPresent()) {
                    visit(new Place(directory, known, name), status.get());
                }
            }
            known.entries().forEach((name, entry) -> {
                if (!names.contains(name)) {
                    vanished.add(new Vanished(known, name, entry));
                }
            });
        }
    }

    private boolean hasSameNames(SentDirectory known, Directory directory) throws IOException {
        var status = directory.status();
        if (!known.look().isStill(status)) {
            refreshDirectory(known, status, Look.at(directory, ".", status));
        }
        return !changed.contains(known);
    }

    private void passOver(SentDirectory known) {
        known.entries().values().forEach(entry -> {
            if (entry instanceof SentDirectory directory) {
                unvisited.push(directory);
            }
        });
    }

    private void visit(Place place, FileStatus status) throws IOException {
        var known = place.parent.get(place.name);
        if (status.isDirectory()) {
            visitDirectory(place, known, status);
        } else if (known instanceof SentFile file && file.canBe(status)) {
            refresh(place, file, status);
        } else {
            if (known != null) {
                remove(place.parent, place.name);
            }
            var file = sent.otherNameOf(status);
            if (file == null) {
                create(place, status);
            } else {
                outbox.entry(Entries.hardLink(place.path(), file.paths().getFirst()));
                sent.add(place.parent, place.name, file);
                refresh(place, file, status);
            }
        }
    }

    private void visitDirectory(Place place, @Nullable Sent known, FileStatus status) throws IOException {
        if (known instanceof SentDirectory directory) {
            if (!directory.look().isStill(status)) {
                refreshDirectory(directory, status, place.look(status));
            }
            unvisited.push(directory);
            return;
        }
        if (known != null) {
            remove(place.parent, place.name);
        }
        var directory = new SentDirectory(place.path(), place.look(status));
        outbox.entry(Entries.of(TreeEntry.Type.TYPE_DIRECTORY, directory.path(), directory.look()));
        sent.add(place.parent, place.name, directory);
        changed.add(directory);
        unvisited.push(directory);
    }

    private void create(Place place, FileStatus status) throws IOException {
        switch (status.type()) {
            case FileStatus.FILE -> createFile(place, status);
            case FileStatus.SYMLINK -> {
                var target = target(place);
                if (target.isPresent()) {
                    var look = place.look(status);
                    outbox.entry(Entries.symlink(place.path(), look, target.get()));
                    sent.add(place.parent, place.name, new SentFile(look, target.get()));
                }
            }
            default -> {
                var look = place.look(status);
                outbox.entry(Entries.of(typeOf(status), place.path(), look));
                sent.add(place.parent, place.name, new SentFile(look, ByteString.EMPTY));
            }
        }
    }

    private void createFile(Place place, FileStatus status) throws IOException {
        try (var content = open(place, status)) {
            if (content != null) {
                var look = place.look(content.status());
                outbox.entry(Entries.of(TreeEntry.Type.TYPE_FILE, place.path(), look));
                var blocks = blocks(look);
                var hash = reader.send(content, look.status(), outbox, blocks);
                sent.add(place.parent, place.name, new SentFile(look, hash, blocks));
            }
        }
    }

    private void refresh(Place place, SentFile file, FileStatus status) throws IOException {
        if (file.look().isStill(status) && !doubtful.contains(place.path())) {
            return;
        }
        switch (status.type()) {
            case FileStatus.FILE -> refreshFile(place, file, status);
            case FileStatus.SYMLINK -> {
                var target = target(place);
                if (target.isPresent() && !target.get().equals(file.content())) {
                    // A new link that was given the number of one that is gone.
                    remove(place.parent, place.name);
                    create(place, status);
                } else if (target.isPresent()) {
                    refreshAttributes(file, place.path(), place.look(status));
                }
            }
            default -> refreshAttributes(file, place.path(), place.look(status));
        }
    }

    private void refreshFile(Place place, SentFile file, FileStatus status) throws IOException {
        try (var content = open(place, status)) {
            if (content == null) {
                return;
            }
            var look = place.look(content.status());
            if (file.blocks().isPresent()) {
                refreshBlocks(place, file, content, look, file.blocks().get());
                return;
            }
            if (file.look().mayHaveSameContent(look.status())
                    && reader.hash(content, look.status()).equals(file.content())) {
                refreshAttributes(file, place.path(), look);
                return;
            }
            outbox.entry(Entries.of(TreeEntry.Type.TYPE_FILE, place.path(), look));
            var blocks = blocks(look);
            file.setContent(reader.send(content, look.status(), outbox, blocks), blocks);
            file.update(look);
        }
    }

    private static Optional<BlockHashes> blocks(Look look) {
        return BlockHashes.suit(look.status().size()) ? Optional.of(new BlockHashes()) : Optional.empty();
    }

    private void refreshBlocks(Place place, SentFile file, OpenFile content, Look look, BlockHashes blocks)
            throws IOException {
        var entry = Entries.of(TreeEntry.Type.TYPE_CHANGED_FILE, place.path(), look);
        if (reader.sendChanges(content, look.status(), blocks, outbox, () -> outbox.entry(entry))) {
            file.update(look);
        } else if (file.look().status().size() == look.status().size()) {
            refreshAttributes(file, place.path(), look);
        } else {
            outbox.entry(entry);
            outbox.lastData(0, ByteString.EMPTY, new ContentHash().value());
            file.update(look);
        }
    }

    private void refreshDirectory(SentDirectory known, FileStatus status, Look look) throws IOException {
        if (!known.look().isStill(status)) {
            changed.add(known);
        }
        refreshAttributes(known, known.path(), look);
    }

    private void refreshAttributes(Sent known, String path, Look look) throws IOException {
        if (!known.look().sameAttributes(look)) {
            outbox.entry(Entries.of(TreeEntry.Type.TYPE_ATTRIBUTES, path, look));
        }
        known.update(look);
    }

    private void remove(SentDirectory parent, String name) throws IOException {
        outbox.entry(Entries.removed(parent.pathOf(name)));
        sent.remove(parent, name);
    }

    /** Null if the name now stands for another file, or none. */
    private static @Nullable OpenFile open(Place place, FileStatus status) throws IOException {
        var opened = place.directory.openFile(place.name);
        if (opened.isEmpty()) {
            return null;
        }
        var file = opened.get();
        var now = file.status();
        if (now.isFile() && FileId.of(now).equals(FileId.of(status))) {
            return file;
        }
        file.close();
        return null;
    }

    private static Optional<ByteString> target(Place place) throws IOException {
        return place.directory.readLink(place.name).map(Entries::raw);
    }

    private static TreeEntry.Type typeOf(FileStatus status) {
        return switch (status.type()) {
            case FileStatus.CHARACTER_DEVICE -> TreeEntry.Type.TYPE_CHARACTER_DEVICE;
            case FileStatus.BLOCK_DEVICE -> TreeEntry.Type.TYPE_BLOCK_DEVICE;
            case FileStatus.FIFO -> TreeEntry.Type.TYPE_FIFO;
            case FileStatus.SOCKET -> TreeEntry.Type.TYPE_SOCKET;
            default -> throw new IllegalStateException("unknown kind of file " + status);
        };
    }
}
