package org.deskferry.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.LinuxException;

/** Removes whole trees, whatever their names and depth. No symbolic link is followed. */
public final class TreeRemoval {
    private TreeRemoval() {}

    /** Removes a directory with all it holds; nothing to do if it is not there. Nobody else writes to it any more. */
    public static void remove(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var directory = Directory.open(path)) {
            empty(directory, "");
        }
        Files.delete(path);
    }

    /** Removes the directory at a raw path below {@code root}. */
    static void remove(Directory root, String path) throws IOException {
        empty(root, path);
        root.edit().removeDirectory(path);
    }

    private static void empty(Directory root, String top) throws IOException {
        var unfinished = new ArrayDeque<String>();
        unfinished.push(top);
        while (!unfinished.isEmpty()) {
            var path = unfinished.peek();
            var inner = removeFiles(root, path);
            if (inner.isEmpty()) {
                unfinished.pop();
                if (!path.equals(top)) {
                    root.edit().removeDirectory(path);
                }
            }
            inner.forEach(unfinished::push);
        }
    }

    /** Returns the directories in there, which are to be emptied first. */
    private static List<String> removeFiles(Directory root, String path) throws IOException {
        var inner = new ArrayList<String>();
        try (var directory = root.openDirectory(path).orElseThrow()) {
            for (var name : directory.list()) {
                if (!removed(directory, name)) {
                    inner.add(reachable(root, directory, path.isEmpty() ? name : path + "/" + name, name));
                }
            }
        }
        return inner;
    }

    /** The path of a directory, after moving it up if it is too deep for a path. */
    private static String reachable(Directory root, Directory parent, String path, String name) throws IOException {
        if (path.length() <= Entries.LONGEST_PATH) {
            return path;
        }
        var status = parent.status(name).orElseThrow();
        var above = ".deskferry-removed-" + status.inode();
        root.edit().move(parent, name, above);
        return above;
    }

    /** Whether {@code name} was no directory, and is gone. */
    private static boolean removed(Directory directory, String name) throws IOException {
        try {
            directory.edit().removeFile(name);
            return true;
        } catch (LinuxException e) {
            if (e.meansDirectory()) {
                return false;
            }
            throw e;
        }
    }
}
