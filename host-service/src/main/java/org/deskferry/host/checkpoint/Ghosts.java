package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

/**
 * Files that CRIU makes for an instant while it restores a pod, for those that programs have open and no name leads to. A CRIU
 * that was killed leaves them, and the next one cannot make them again.
 */
public final class Ghosts {
    private static final Pattern NAME = Pattern.compile(".*\\.cr\\.[0-9a-f]+\\.ghost", Pattern.DOTALL);

    private Ghosts() {}

    /** Removes those in a tree that nobody uses. */
    public static void remove(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (NAME.matcher(file.getFileName().toString()).matches()) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
