package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Tree;
import org.deskferry.proto.v1.TreeEntry;
import org.deskferry.proto.v1.TreePart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
    @TempDir
    Path temp;

    private Path tree;
    private Path images;
    private ImageStore store;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(temp.resolve("tree"));
        images = temp.resolve("images");
        store = new ImageStore(images);
        Files.writeString(tree.resolve("file"), "content");
        Files.createLink(tree.resolve("second-name"), tree.resolve("file"));
        Command.run(List.of("mknod", tree.resolve("null").toString(), "c", "1", "3"));
        Command.run(List.of(
                "setfattr", "-n", "user.x", "-v", "y", tree.resolve("file").toString()));
        Command.run(List.of("chown", "7:8", tree.resolve("file").toString()));
    }

    @Test
    void directoryAndTarAreTheSameImage() throws IOException {
        var tar = temp.resolve("tree.tar");
        Command.run(List.of("tar", "--xattrs", "-cf", tar.toString(), "-C", tree.toString(), "."));
        var digest = store.add(tree);
        assertTrue(digest.matches("sha256:[0-9a-f]{64}"), digest);
        assertEquals(digest, store.add(tar));
        assertEquals(List.of(digest), store.list());
        assertEquals(digest, store.newest());
        assertEquals(14, store.size(digest));
    }

    @Test
    void holdsTheTreeWithoutHardLinks() throws IOException {
        var root = store.root(store.add(tree));
        assertEquals(1, Files.getAttribute(root.resolve("file"), "unix:nlink"));
        Files.delete(tree.resolve("second-name"));
        Command.run(List.of(
                "cp",
                "-a",
                tree.resolve("file").toString(),
                tree.resolve("second-name").toString()));
        Files.setLastModifiedTime(tree, Files.getLastModifiedTime(root));
        assertEquals(TreeListing.of(tree), TreeListing.of(root));
    }

    @Test
    void isClosedToTheUsersOfTheMachine() throws IOException {
        store.add(tree);
        assertEquals(0700, (int) Files.getAttribute(images, "unix:mode") & 0777);
    }

    @Test
    void digestTellsTreesApart() throws IOException {
        var digest = TreeDigest.of(tree);
        Command.run(List.of("touch", "-d", "2001-01-01", tree.resolve("file").toString()));
        assertEquals(digest, TreeDigest.of(tree));
        for (var change : List.of(
                "chmod 600 file",
                "chown 9:8 file",
                "chown 7:9 file",
                "printf Content > file",
                "setfattr -n user.x -v z file",
                "setfattr -x user.x file",
                "mv file file2",
                "rm null; mknod null c 1 5",
                "rm null; mknod null b 1 5",
                "ln -s a link",
                "ln -sfn b link",
                "mkdir empty")) {
            Command.run(List.of("sh", "-c", "cd " + tree + "; " + change));
            var changed = TreeDigest.of(tree);
            assertNotEquals(digest, changed, change);
            digest = changed;
        }
    }

    @Test
    void anImageTravels() throws IOException {
        var digest = store.add(tree);
        var other = new ImageStore(temp.resolve("other"));
        try (var sender = TreeSender.of(store.root(digest));
                var arriving = other.receive(digest)) {
            sender.send(arriving::accept);
        }
        assertTrue(other.has(digest));
        assertEquals(TreeListing.of(store.root(digest)), TreeListing.of(other.root(digest)));
        assertEquals(store.size(digest), other.size(digest));
    }

    @Test
    void anotherImageIsNotTakenForTheOneExpected() throws IOException {
        var digest = store.add(tree);
        var wrong = "sha256:" + "0".repeat(64);
        var other = new ImageStore(temp.resolve("other"));
        try (var sender = TreeSender.of(store.root(digest));
                var arriving = other.receive(wrong)) {
            var problem = assertThrows(ProblemException.class, () -> sender.send(arriving::accept));
            assertEquals(
                    ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                    problem.problems().getFirst().getKind());
        }
        assertEquals(List.of(), other.list());
        assertEquals(List.of(), names(temp.resolve("other")));
    }

    @Test
    void halfAnImageLeavesNothing() throws IOException {
        try (var arriving = store.receive("sha256:" + "0".repeat(64))) {
            arriving.accept(Tree.newBuilder()
                    .addParts(TreePart.newBuilder()
                            .setEntry(TreeEntry.newBuilder().setType(TreeEntry.Type.TYPE_DIRECTORY)))
                    .build());
            assertEquals(1, names(images).size());
            store.removeLeftovers();
            assertEquals(1, names(images).size());
        }
        assertEquals(List.of(), names(images));
    }

    @Test
    void leftoversOfACrashAreRemoved() throws IOException {
        var digest = store.add(tree);
        Files.createDirectories(
                images.resolve(".draft-" + ProcessHandle.current().pid() + "-1-x/root/a/b"));
        store.removeLeftovers();
        assertEquals(List.of(digest.substring(7)), names(images));
    }

    @Test
    void whatIsNoTarIsRefusedInWords() throws IOException {
        var file = Files.writeString(temp.resolve("no.tar"), "no tar");
        var problem = assertThrows(ProblemException.class, () -> store.add(file));
        assertTrue(problem.toString().contains("no.tar"), problem.toString());
        assertEquals(List.of(), names(images));
    }

    @Test
    void anUnknownImageIsRefusedInWords() {
        assertFalse(store.has("sha256:" + "0".repeat(64)));
        assertFalse(store.has("../../etc"));
        assertThrows(ProblemException.class, () -> store.root("../../etc"));
        assertThrows(ProblemException.class, () -> store.newest());
    }

    private static List<String> names(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
