package org.deskferry.host.files;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.LinuxException;
import org.deskferry.host.linux.OpenFile;
import org.deskferry.proto.v1.TreeData;
import org.deskferry.proto.v1.TreeEntry;
import org.jspecify.annotations.Nullable;

/** Carries entries out in a directory tree, after checking them. Each entry finds its directory from the root on. */
final class TreeWriter implements AutoCloseable {
    private final Directory root;
    private final TreeRules rules;
    private final ContentWriter content = new ContentWriter();
    private final DirectoryTimes times = new DirectoryTimes();
    // Of the entry before; most come directory by directory.
    private @Nullable Directory parent;
    private String parentPath = "";
    private TreeEntry arriving = TreeEntry.getDefaultInstance();

    TreeWriter(Directory root, TreeRules rules) {
        this.root = root;
        this.rules = rules;
    }

    void entry(TreeEntry entry) throws IOException {
        TreeRules.require(!content.isBusy(), Entries.text(arriving.getPath()), say("Its last piece is missing."));
        rules.check(entry);
        var path = Entries.text(entry.getPath());
        if (path.isEmpty()) {
            applyAttributes(root, ".", entry, FileStatus.DIRECTORY);
            times.announced(path, entry);
            return;
        }
        var name = path.substring(path.lastIndexOf('/') + 1);
        var directory = parentOf(path);
        switch (entry.getType()) {
            case TYPE_ATTRIBUTES -> changeAttributes(directory, name, entry);
            case TYPE_REMOVED -> remove(directory, name, path);
            case TYPE_FILE -> beginFile(directory, name, entry);
            case TYPE_CHANGED_FILE -> beginChanges(directory, name, entry);
            default -> create(directory, name, entry);
        }
    }

    private void create(Directory directory, String name, TreeEntry entry) throws IOException {
        var path = Entries.text(entry.getPath());
        var edit = directory.edit();
        try {
            switch (entry.getType()) {
                case TYPE_DIRECTORY -> edit.createDirectory(name);
                case TYPE_SYMLINK -> edit.createSymlink(name, Entries.text(entry.getTarget()));
                case TYPE_CHARACTER_DEVICE -> edit.createNode(name, FileStatus.CHARACTER_DEVICE, entry.getDevice());
                case TYPE_BLOCK_DEVICE -> edit.createNode(name, FileStatus.BLOCK_DEVICE, entry.getDevice());
                case TYPE_FIFO -> edit.createNode(name, FileStatus.FIFO, 0);
                case TYPE_SOCKET -> edit.createNode(name, FileStatus.SOCKET, 0);
                case TYPE_HARD_LINK -> link(directory, name, path, Entries.text(entry.getTarget()));
                default -> throw new IllegalStateException("not to be created: " + entry.getType());
            }
        } catch (LinuxException e) {
            TreeRules.require(!e.meansExists(), path, say("It is announced as new, but is there."));
            throw e;
        }
        times.disturbed(parentPath);
        if (entry.getType() != TreeEntry.Type.TYPE_HARD_LINK) {
            var type = directory.status(name).orElseThrow().type();
            applyAttributes(directory, name, entry, type);
        }
        if (entry.getType() == TreeEntry.Type.TYPE_DIRECTORY) {
            times.announced(path, entry);
        }
    }

    private void link(Directory directory, String name, String path, String target) throws IOException {
        var slash = target.lastIndexOf('/');
        var from = root.openDirectory(slash < 0 ? "" : target.substring(0, slash));
        TreeRules.require(from.isPresent(), path, say("The file it is another name of is not there."));
        try (var opened = from.orElseThrow()) {
            var targetName = target.substring(slash + 1);
            var status = opened.status(targetName);
            TreeRules.require(
                    status.isPresent() && !status.get().isDirectory(),
                    path,
                    say("The file it is another name of is not there."));
            directory.edit().createHardLink(name, opened, targetName);
        }
    }

    private void beginFile(Directory directory, String name, TreeEntry entry) throws IOException {
        OpenFile file;
        var known = directory.status(name);
        if (known.isEmpty()) {
            file = directory.edit().createFile(name);
            times.disturbed(parentPath);
        } else {
            TreeRules.require(known.get().isFile(), Entries.text(entry.getPath()), say("It is there as another kind."));
            file = directory.edit().emptyFile(name);
        }
        arriving = entry;
        content.begin(entry, file);
    }

    private void beginChanges(Directory directory, String name, TreeEntry entry) throws IOException {
        var known = directory.status(name);
        TreeRules.require(
                known.isPresent() && known.get().isFile(), Entries.text(entry.getPath()), say("It is not there."));
        arriving = entry;
        content.begin(entry, directory.edit().openFile(name));
    }

    void data(TreeData data) throws IOException {
        if (content.take(data)) {
            var path = Entries.text(arriving.getPath());
            applyAttributes(parentOf(path), path.substring(path.lastIndexOf('/') + 1), arriving, FileStatus.FILE);
        }
    }

    private void changeAttributes(Directory directory, String name, TreeEntry entry) throws IOException {
        var path = Entries.text(entry.getPath());
        var status = directory.status(name);
        TreeRules.require(status.isPresent(), path, say("It is not there."));
        applyAttributes(directory, name, entry, status.orElseThrow().type());
        if (status.orElseThrow().isDirectory()) {
            times.announced(path, entry);
        }
    }

    private void remove(Directory directory, String name, String path) throws IOException {
        var status = directory.status(name);
        TreeRules.require(status.isPresent(), path, say("It is not there."));
        times.disturbed(parentPath);
        if (status.orElseThrow().isDirectory()) {
            TreeRemoval.remove(root, path);
        } else {
            directory.edit().removeFile(name);
        }
    }

    void endRound() throws IOException {
        TreeRules.require(!content.isBusy(), Entries.text(arriving.getPath()), say("Its last piece is missing."));
        times.restore(root);
    }

    private Directory parentOf(String path) throws IOException {
        var slash = path.lastIndexOf('/');
        var wanted = slash < 0 ? "" : path.substring(0, slash);
        if (parent == null || !wanted.equals(parentPath)) {
            closeParent();
            var opened = root.openDirectory(wanted);
            TreeRules.require(opened.isPresent(), path, say("The directory it is in is not there."));
            parent = opened.orElseThrow();
            parentPath = wanted;
        }
        return parent;
    }

    private void closeParent() {
        if (parent != null) {
            parent.close();
            parent = null;
        }
    }

    /** In this order: a new owner clears set-id bits and capabilities, an access list changes permissions. */
    private static void applyAttributes(Directory directory, String name, TreeEntry entry, int type)
            throws IOException {
        var edit = directory.edit();
        edit.setOwner(name, entry.getUid(), entry.getGid());
        TreeXattrs.replace(directory.xattrs(name), entry.getXattrsMap());
        if (type != FileStatus.SYMLINK) {
            edit.setPermissions(name, entry.getMode());
        }
        edit.setModified(name, entry.getMtimeSeconds(), entry.getMtimeNanos());
    }

    @Override
    public void close() {
        closeParent();
        content.close();
    }
}
