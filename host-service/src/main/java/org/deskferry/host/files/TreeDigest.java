package org.deskferry.host.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.deskferry.host.linux.Directory;

/**
 * A name for a file tree that says what is in it: SHA-256 over the listing of all its files, sorted by path. It covers
 * path, kind, mode, owner, extended attributes and content (of a link its target, of a device node its number). It
 * leaves out times, so that an image built twice from the same packages is one image, and which names are hard links.
 */
public final class TreeDigest {
    static final String PREFIX = "sha256:";

    private static final Pattern DIGEST = Pattern.compile(PREFIX + "[0-9a-f]{64}");

    private TreeDigest() {}

    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** The digest of a tree at rest: "sha256:" and 64 lower-case hex digits. */
    public static String of(Path tree) throws IOException {
        try (var root = Directory.open(tree)) {
            var lines = describeAll(root, paths(root));
            var digest = TreeLine.sha256();
            for (var line : lines) {
                digest.update(line);
            }
            return PREFIX + HexFormat.of().formatHex(digest.digest());
        }
    }

    private static List<String> paths(Directory root) throws IOException {
        var paths = new ArrayList<String>();
        var unvisited = new ArrayDeque<String>();
        unvisited.push("");
        while (!unvisited.isEmpty()) {
            var path = unvisited.pop();
            paths.add(path);
            try (var directory = root.openDirectory(path).orElseThrow(() -> TreeLine.changing(path))) {
                for (var name : directory.list()) {
                    var inner = path.isEmpty() ? name : path + "/" + name;
                    var status = directory.status(name).orElseThrow(() -> TreeLine.changing(inner));
                    (status.isDirectory() ? unvisited : paths).add(inner);
                }
            }
        }
        paths.sort(null);
        return paths;
    }

    private static byte[][] describeAll(Directory root, List<String> paths) throws IOException {
        var lines = new byte[paths.size()][];
        var next = new AtomicInteger();
        Callable<Void> worker = () -> {
            try (var line = new TreeLine(root)) {
                for (int i; (i = next.getAndIncrement()) < lines.length; ) {
                    lines[i] = line.describe(paths.get(i));
                }
            }
            return null;
        };
        var cores = Runtime.getRuntime().availableProcessors();
        try (var threads = Executors.newFixedThreadPool(cores)) {
            for (var done : threads.invokeAll(Collections.nCopies(cores, worker))) {
                done.get();
            }
            return lines;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
