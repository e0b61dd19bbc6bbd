package org.deskferry.host.files;

import static org.deskferry.proto.v1.TreeEntry.Type.TYPE_ATTRIBUTES;
import static org.deskferry.proto.v1.TreeEntry.Type.TYPE_BLOCK_DEVICE;
import static org.deskferry.proto.v1.TreeEntry.Type.TYPE_CHARACTER_DEVICE;
import static org.deskferry.proto.v1.TreeEntry.Type.TYPE_DIRECTORY;
import static org.deskferry.proto.v1.TreeEntry.Type.TYPE_FILE;
import static org.deskferry.proto.v1.TreeEntry.Type.TYPE_HARD_LINK;
import static org.deskferry.proto.v1.TreeEntry.Type.TYPE_REMOVED;
import static org.deskferry.proto.v1.TreeEntry.Type.TYPE_SYMLINK;
import static org.deskferry.proto.v1.TreeEntry.Type.TYPE_UNSPECIFIED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Tree;
import org.deskferry.proto.v1.TreeData;
import org.deskferry.proto.v1.TreeEnd;
import org.deskferry.proto.v1.TreeEntry;
import org.deskferry.proto.v1.TreePart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that no sender of ours sends. */
class TreeReceiverTest {
    private static final int OWNER = 100_000;
    private static final IdRange IDS =
            IdRange.newBuilder().setFirst(OWNER).setCount(65536).build();

    @TempDir
    Path temp;

    private Path root;
    private Path outside;
    private TreeReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("file"), "outside");
        receiver = TreeReceiver.ofPod(root, IDS);
        accept(entry(TYPE_DIRECTORY, ""), entry(TYPE_DIRECTORY, "d"), symlink("out", outside.toString()));
    }

    @AfterEach
    void nothingOutsideIsTouched() throws IOException {
        receiver.close();
        assertEquals("outside", Files.readString(outside.resolve("file")));
        try (var files = Files.list(outside)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void pathsThatAreNoneAreRefused() throws IOException {
        for (var path :
                List.of("/abs", "a//b", "a/", ".", "..", "d/..", "d/../x", "./x", "d/.", "a\0b", "n".repeat(256))) {
            refused(path, entry(TYPE_FILE, path));
            refused(path, entry(TYPE_HARD_LINK, "x").setTarget(Entries.raw(path)));
            refused(path, entry(TYPE_REMOVED, path));
        }
        refused("long", entry(TYPE_FILE, "1234567/".repeat(512)));
        refused("root", entry(TYPE_REMOVED, ""));
        refused("root", entry(TYPE_FILE, ""));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        refused("out", entry(TYPE_FILE, "out/new"));
        refused("out", entry(TYPE_DIRECTORY, "out/new"));
        refused("out", entry(TYPE_REMOVED, "out/file"));
        refused("out", entry(TYPE_ATTRIBUTES, "out/file").setMode(0777));
        refused("out", entry(TYPE_HARD_LINK, "x").setTarget(Entries.raw("out/file")));
        refused("out", entry(TYPE_FILE, "out"));
        accept(symlink("f", outside.resolve("file").toString()));
        refused("f", entry(TYPE_FILE, "f"));
        var before = Files.getAttribute(outside.resolve("file"), "unix:mode");
        accept(entry(TYPE_ATTRIBUTES, "f").setMode(0777).putXattrs("trusted.x", ByteString.EMPTY));
        assertEquals(before, Files.getAttribute(outside.resolve("file"), "unix:mode"));
        assertEquals(
                "",
                Command.run(List.of("getfattr", "-m-", outside.resolve("file").toString())));
        accept(entry(TYPE_REMOVED, "f"), entry(TYPE_REMOVED, "out"));
    }

    @Test
    void attributesOutOfBoundsAreRefused() throws IOException {
        refused("kind", entry(TYPE_UNSPECIFIED, "x"));
        refused("kind", entry(TYPE_FILE, "x").setTypeValue(77));
        refused("mode", entry(TYPE_DIRECTORY, "x").setMode(010000));
        refused("owner", entry(TYPE_DIRECTORY, "x").setUid(0));
        refused("owner", entry(TYPE_DIRECTORY, "x").setGid(OWNER + 65536));
        refused("owner", entry(TYPE_DIRECTORY, "x").setUid(-1));
        refused("time", entry(TYPE_DIRECTORY, "x").setMtimeNanos(1_000_000_000));
        refused("size", entry(TYPE_FILE, "x").setSize(-1));
        for (var name :
                List.of("system.other", "nonsense", "trusted.overlay.origin", "security.selinux", "user.\u0100")) {
            refused(name, entry(TYPE_DIRECTORY, "x").putXattrs(name, ByteString.EMPTY));
        }
        refused("xattr", entry(TYPE_DIRECTORY, "x").putXattrs("user.x", ByteString.copyFrom(new byte[65537])));
        refused("target", symlink("x", ""));
        refused("target", symlink("x", "a\0b"));
        refused("target", symlink("x", "t".repeat(4096)));
    }

    @Test
    void devicesAreRefusedExceptWhiteouts() throws IOException {
        accept(entry(TYPE_CHARACTER_DEVICE, "whiteout"));
        refused("device", entry(TYPE_CHARACTER_DEVICE, "null").setDevice(0x103));
        refused("device", entry(TYPE_BLOCK_DEVICE, "disk"));
        try (var image = TreeReceiver.ofImage(Files.createDirectory(temp.resolve("image")))) {
            image.accept(tree(
                    entry(TYPE_CHARACTER_DEVICE, "null").setUid(0).setGid(0).setDevice(0x103)));
            assertEquals("1 3", Command.run(List.of("stat", "-c", "%t %T", temp + "/image/null")));
        }
    }

    @Test
    void entriesThatDoNotFitWhatIsThereAreRefused() throws IOException {
        refused("there", entry(TYPE_DIRECTORY, "d"));
        refused("there", symlink("d", "x"));
        refused("there", entry(TYPE_HARD_LINK, "out").setTarget(Entries.raw("out")));
        refused("directory", entry(TYPE_HARD_LINK, "x").setTarget(Entries.raw("d")));
        refused("none", entry(TYPE_HARD_LINK, "x").setTarget(Entries.raw("none")));
        refused("none", entry(TYPE_REMOVED, "none"));
        refused("none", entry(TYPE_ATTRIBUTES, "none"));
        refused("none", entry(TYPE_FILE, "none/x"));
        refused("kind", entry(TYPE_FILE, "d"));
    }

    @Test
    void dataOutOfPlaceAreRefused() throws IOException {
        refusedData("no file", data(0, "x"));
        accept(entry(TYPE_FILE, "f").setSize(10));
        refused("unfinished", entry(TYPE_DIRECTORY, "x"));
        refusedEnd(4, 0);
        refusedData("beyond", data(8, "xxx"));
        refusedData("beyond", data(Long.MAX_VALUE, "xxx"));
        refusedData("before", data(-1, "xxx"));
        receiver.accept(tree(data(4, "xx")));
        refusedData("back", data(4, "xx"));
        refusedData("large", TreeData.newBuilder().setBytes(ByteString.copyFrom(new byte[(4 << 20) + 1])));
        refusedData("hash", data(8, "x").setXxh3(ByteString.copyFrom(new byte[16])));
        refusedData("hash", data(8, "x").setXxh3(ByteString.copyFrom(new byte[15])));
    }

    @Test
    void aRoundWithAPartMissingIsRefused() throws IOException {
        refusedEnd(2, 0);
        refusedEnd(3, 1);
        assertTrue(receiver.accept(tree(end(3, 0))));
    }

    @Test
    void whatFollowsTheEndOrIsNothingIsRefused() throws IOException {
        refused(
                "nothing",
                Tree.newBuilder().addParts(TreePart.getDefaultInstance()).build());
        refused("behind the end", together(tree(end(3, 0)), tree(end(0, 0))));
    }

    @Test
    void filesOfOneMessageAreHeldApart() throws IOException {
        var hash = new ContentHash();
        hash.beginPiece(0);
        hash.bytes(new byte[] {'x'}, 1);
        var first = tree(entry(TYPE_FILE, "first").setSize(1));
        var second = tree(entry(TYPE_FILE, "second").setSize(1));
        var content = tree(data(0, "x").setXxh3(hash.value()));
        receiver.accept(together(first, content, second, content));
        assertEquals("x", Files.readString(root.resolve("first")));
        assertEquals("x", Files.readString(root.resolve("second")));
        refused("twice", together(first, content, content));
        refused("without content", together(tree(entry(TYPE_FILE, "third").setSize(1)), second));
    }

    @Test
    void aFullDiskIsNamed() throws IOException {
        var disk = Files.createDirectory(temp.resolve("disk"));
        Command.run(List.of("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()));
        try {
            var source = Files.createDirectory(temp.resolve("source"));
            Files.write(source.resolve("large"), new byte[3_000_000]);
            var target = Files.createDirectory(disk.resolve("target"));
            try (var sender = TreeSender.of(source);
                    var small = TreeReceiver.ofPod(target, CopyFixture.MANY)) {
                var problem = assertThrows(ProblemException.class, () -> sender.send(small::accept))
                        .problems()
                        .getFirst();
                assertEquals(ProblemKind.PROBLEM_KIND_DISK_FULL, problem.getKind());
                assertEquals("file system at " + disk.toRealPath(), problem.getThing());
                assertTrue(problem.getReason().contains("0 MiB are free"), problem.getReason());
            }
        } finally {
            Command.run(List.of("umount", disk.toString()));
        }
    }

    private static TreeEntry.Builder entry(TreeEntry.Type type, String path) {
        return TreeEntry.newBuilder()
                .setType(type)
                .setPath(Entries.raw(path))
                .setMode(0700)
                .setUid(OWNER)
                .setGid(OWNER);
    }

    private static TreeEntry.Builder symlink(String path, String target) {
        return entry(TYPE_SYMLINK, path).setTarget(Entries.raw(target));
    }

    private static TreeData.Builder data(long offset, String bytes) {
        return TreeData.newBuilder().setOffset(offset).setBytes(Entries.raw(bytes));
    }

    private static TreeEnd.Builder end(long entries, long bytes) {
        return TreeEnd.newBuilder().setEntries(entries).setBytes(bytes);
    }

    private static Tree tree(TreeEntry.Builder... entries) {
        var parts = Arrays.stream(entries)
                .map(entry -> TreePart.newBuilder().setEntry(entry).build());
        return Tree.newBuilder().addAllParts(parts.toList()).build();
    }

    private static Tree tree(TreeData.Builder data) {
        return Tree.newBuilder().addParts(TreePart.newBuilder().setData(data)).build();
    }

    private static Tree tree(TreeEnd.Builder end) {
        return Tree.newBuilder().addParts(TreePart.newBuilder().setEnd(end)).build();
    }

    private static Tree together(Tree... messages) {
        var all = Tree.newBuilder();
        Arrays.stream(messages).forEach(all::mergeFrom);
        return all.build();
    }

    private void accept(TreeEntry.Builder... entries) throws IOException {
        receiver.accept(tree(entries));
    }

    private void refused(String what, TreeEntry.Builder entry) throws IOException {
        refused(what, tree(entry));
    }

    private void refusedData(String what, TreeData.Builder data) throws IOException {
        refused(what, tree(data));
    }

    private void refusedEnd(long entries, long bytes) throws IOException {
        refused("end", tree(end(entries, bytes)));
    }

    private void refused(String what, Tree message) throws IOException {
        var before = TreeListing.of(root);
        var problem = assertThrows(ProblemException.class, () -> receiver.accept(message), what);
        assertEquals(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                problem.problems().getFirst().getKind(),
                what);
        if (message.getPartsCount() == 1 && !message.getParts(0).hasData()) {
            assertEquals(before, TreeListing.of(root), what);
        }
    }
}
