package org.deskferry.host.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deskferry.host.linux.ChangedName;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.proto.v1.TreeEntry;

/**
 * One round: walks the tree, compares it with what the destination has, and sends the difference. What is gone or of
 * another kind by the time it is opened is passed over; the next round sees it as it then is.
 */
final class SendRound {
    private final Directory root;
    private final SentTree sent;
    private final FileSender files;
    private final boolean namesOnly;
    private final Outbox outbox;
    private final Deque<SentDirectory> unvisited = new ArrayDeque<>();
    // Those whose looks were found changed, and which are to be read although their looks are up to date again.
    private final Set<SentDirectory> changed = new HashSet<>();
    // Kept until the end: a file that only changed its name is linked to the new one instead of sent again.
    private final List<Vanished> vanished = new ArrayList<>();

    private record Vanished(SentDirectory parent, String name, Sent entry) {}

    /**
     * A round.
     *
     * @param namesOnly whether nobody has written to files since the round before, so that directories tell of all changes
     */
    SendRound(Directory root, SentTree sent, FileSender files, boolean namesOnly, Outbox outbox) {
        this.root = root;
        this.sent = sent;
        this.files = files;
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
                files.remove(gone.parent, gone.name);
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
        if (status.isDirectory()) {
            visitDirectory(place, status);
        } else {
            files.visit(place, status);
        }
    }

    private void visitDirectory(Place place, FileStatus status) throws IOException {
        var known = place.known();
        if (known instanceof SentDirectory directory) {
            if (!directory.look().isStill(status)) {
                refreshDirectory(directory, status, place.look(status));
            }
            unvisited.push(directory);
            return;
        }
        if (known != null) {
            files.remove(place.parent(), place.name());
        }
        var directory = new SentDirectory(place.path(), place.look(status));
        outbox.entry(Entries.of(TreeEntry.Type.TYPE_DIRECTORY, directory.path(), directory.look()));
        sent.add(place.parent(), place.name(), directory);
        changed.add(directory);
        unvisited.push(directory);
    }

    private void refreshDirectory(SentDirectory known, FileStatus status, Look look) throws IOException {
        if (!known.look().isStill(status)) {
            changed.add(known);
        }
        files.refreshAttributes(known, known.path(), look);
    }
}
