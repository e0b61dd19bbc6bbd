package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.OpenFile;
import org.deskferry.proto.v1.TreeEntry;
import org.jspecify.annotations.Nullable;

/** Sends what is new of anything but directories, one name at a time. */
final class FileSender {
    private final SentTree sent;
    private final ContentReader reader;
    private final Set<String> doubtful;
    private final Outbox outbox;

    /** {@code doubtful}: paths of files to be compared by content, whatever their times. */
    FileSender(SentTree sent, ContentReader reader, Set<String> doubtful, Outbox outbox) {
        this.sent = sent;
        this.reader = reader;
        this.doubtful = doubtful;
        this.outbox = outbox;
    }

    void visit(Place place, FileStatus status) throws IOException {
        var known = place.known();
        if (known instanceof SentFile file && file.canBe(status)) {
            refresh(place, file, status);
            return;
        }
        if (known != null) {
            remove(place.parent(), place.name());
        }
        var file = sent.otherNameOf(status);
        if (file == null) {
            create(place, status);
        } else {
            outbox.entry(Entries.hardLink(place.path(), file.paths().getFirst()));
            sent.add(place.parent(), place.name(), file);
            refresh(place, file, status);
        }
    }

    private void create(Place place, FileStatus status) throws IOException {
        switch (status.type()) {
            case FileStatus.FILE -> createFile(place, status);
            case FileStatus.SYMLINK -> {
                var target = target(place);
                if (target.isPresent()) {
                    var look = place.look(status);
                    outbox.entry(Entries.symlink(place.path(), look, target.get()));
                    sent.add(place.parent(), place.name(), new SentFile(look, target.get()));
                }
            }
            default -> {
                var look = place.look(status);
                outbox.entry(Entries.of(typeOf(status), place.path(), look));
                sent.add(place.parent(), place.name(), new SentFile(look, ByteString.EMPTY));
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
                sent.add(place.parent(), place.name(), new SentFile(look, hash, blocks));
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
                    remove(place.parent(), place.name());
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

    void refreshAttributes(Sent known, String path, Look look) throws IOException {
        if (!known.look().sameAttributes(look)) {
            outbox.entry(Entries.of(TreeEntry.Type.TYPE_ATTRIBUTES, path, look));
        }
        known.update(look);
    }

    void remove(SentDirectory parent, String name) throws IOException {
        outbox.entry(Entries.removed(parent.pathOf(name)));
        sent.remove(parent, name);
    }

    /** Null if the name now stands for another file, or none. */
    private static @Nullable OpenFile open(Place place, FileStatus status) throws IOException {
        var opened = place.directory().openFile(place.name());
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
        return place.directory().readLink(place.name()).map(Entries::raw);
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
