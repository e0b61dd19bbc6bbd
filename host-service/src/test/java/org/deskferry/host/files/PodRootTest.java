package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.Mounts;
import org.deskferry.host.pod.PodFolder;
import org.deskferry.proto.v1.IdRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodRootTest {
    private static final IdRange IDS =
            IdRange.newBuilder().setFirst(500_000).setCount(65536).build();

    @TempDir
    Path temp;

    private Path image;
    private PodFolder folder;

    @BeforeEach
    void makeImage() throws IOException {
        image = Files.createDirectories(temp.resolve("image"));
        folder = new PodFolder(Files.createDirectories(temp.resolve("pod")));
        Files.writeString(image.resolve("of-root"), "image");
        Files.writeString(image.resolve("of-user"), "image");
        Files.setAttribute(image.resolve("of-user"), "unix:uid", 1000);
        Files.createDirectory(image.resolve("etc"));
        Files.writeString(image.resolve("etc/conf"), "image");
    }

    @AfterEach
    void unmount() throws IOException {
        PodRoot.unmount(folder);
    }

    @Test
    void showsTheImageWithThePodsIds() throws IOException {
        new PodRoot(image, folder, IDS).mount();
        assertEquals(500_000, Files.getAttribute(folder.root(), "unix:uid"));
        assertEquals(500_000, Files.getAttribute(folder.root().resolve("of-root"), "unix:uid"));
        assertEquals(500_000, Files.getAttribute(folder.root().resolve("of-root"), "unix:gid"));
        assertEquals(501_000, Files.getAttribute(folder.root().resolve("of-user"), "unix:uid"));
    }

    @Test
    void writesGoToTheUpperAndKeepTheirOwners() throws IOException {
        new PodRoot(image, folder, IDS).mount();
        Files.writeString(folder.root().resolve("etc/conf"), "pod");
        assertEquals("image", Files.readString(image.resolve("etc/conf")));
        assertEquals("pod", Files.readString(folder.upper().resolve("etc/conf")));
        assertEquals(500_000, Files.getAttribute(folder.upper().resolve("etc/conf"), "unix:uid"));
        assertEquals(500_000, Files.getAttribute(folder.upper().resolve("etc"), "unix:uid"));
    }

    @Test
    void aNewOneHasDirectoriesOfItsOwnThatShowWhatTheImageHas() throws IOException {
        letProgramsGainPrivileges();
        var lib = Files.createDirectories(image.resolve("usr/lib/arch/deep"));
        Files.writeString(lib.resolve("library"), "image");
        Files.setAttribute(image.resolve("usr/lib"), "unix:mode", 02751);
        Files.setAttribute(image.resolve("usr/lib"), "unix:gid", 42);
        Files.setLastModifiedTime(image.resolve("usr/lib"), FileTime.from(1_000_000_000, TimeUnit.SECONDS));
        Files.setAttribute(image.resolve("etc"), "user:note", ByteBuffer.wrap(new byte[] {1}));
        makeNewOne();
        assertFalse(Mounts.isMounted(folder.root().resolve("usr")));
        for (var own : List.of(folder.upper(), folder.root())) {
            var status = FileStatus.at(own.resolve("usr/lib")).orElseThrow();
            assertEquals(02751, status.permissions());
            assertEquals(500_000, status.uid());
            assertEquals(500_042, status.gid());
            assertEquals(1_000_000_000, status.modifiedSeconds());
        }
        assertEquals("image", Files.readString(folder.root().resolve("usr/lib/arch/deep/library")));
        assertTrue(Files.isDirectory(folder.upper().resolve("usr/lib/arch")));
        assertFalse(Files.exists(folder.upper().resolve("usr/lib/arch/deep")), "too deep");
        assertFalse(Files.exists(folder.upper().resolve("etc")), "it would hide an attribute");
        assertFalse(Files.exists(folder.upper().resolve("of-root")), "a file");
    }

    private void letProgramsGainPrivileges() throws IOException {
        Files.createFile(
                Files.createDirectories(image.resolve("usr/lib/deskferry")).resolve("allow-new-privileges"));
    }

    @Test
    void theUsrOfANewOneIsTheImages() throws IOException {
        Files.writeString(Files.createDirectories(image.resolve("usr/bin")).resolve("program"), "image");
        makeNewOne();
        var program = folder.root().resolve("usr/bin/program");
        assertEquals("image", Files.readString(program));
        assertEquals(500_000, Files.getAttribute(program, "unix:uid"));
        assertEquals(fileSystem(image), fileSystem(program), "no overlay");
        assertThrows(IOException.class, () -> Files.writeString(program, "pod"));
        assertFalse(Files.exists(folder.upper().resolve("usr")), "it would be of no use");
    }

    /** CRIU mounts again with the options that were there before, and the pod's root may not change them. */
    @Test
    void theOptionsOfTheUsrAreTheSameWhereverTheImageLies() throws IOException {
        Files.createDirectory(image.resolve("usr"));
        Command.run(List.of("mount", "--bind", image.toString(), image.toString()));
        try {
            Command.run(List.of("mount", "-o", "remount,bind,noexec,noatime,nodiratime", image.toString()));
            makeNewOne();
            var usr = folder.root().resolve("usr").toString();
            var options = Command.run(List.of("findmnt", "-no", "VFS-OPTIONS", usr));
            assertEquals("ro,nosuid,nodev,relatime", options.strip().replace(",idmapped", ""));
        } finally {
            PodRoot.unmount(folder);
            Mounts.unmountAll(image);
        }
    }

    @Test
    void aUsrThatIsNoDirectoryIsNotMounted() throws IOException {
        Files.createSymbolicLink(image.resolve("usr"), Path.of("/etc"));
        makeNewOne();
        assertFalse(Mounts.isMounted(folder.root().resolve("usr")));
    }

    private void makeNewOne() throws IOException {
        var root = new PodRoot(image, folder, IDS);
        root.makeNew();
        root.mountNew();
    }

    private static long fileSystem(Path path) throws IOException {
        return FileStatus.at(path).orElseThrow().fileSystem();
    }

    @Test
    void leavesOneMountAndThenNone() throws IOException {
        Files.createDirectory(image.resolve("usr"));
        var root = new PodRoot(image, folder, IDS);
        root.makeNew();
        root.prepare();
        assertTrue(Mounts.isMounted(folder.lower()));
        root.mountNew();
        assertTrue(Mounts.isMounted(folder.root().resolve("usr")));
        root.settle();
        assertTrue(Mounts.isMounted(folder.root()));
        assertFalse(Mounts.isMounted(folder.root().resolve("usr")));
        assertFalse(Mounts.isMounted(folder.lower()));
        PodRoot.unmount(folder);
        assertFalse(Mounts.isMounted(folder.root()));
        assertFalse(Files.readString(Path.of("/proc/self/mountinfo")).contains(temp.toString()));
        PodRoot.unmount(folder);
    }

    @Test
    void isMountedWithFileHandles() throws IOException {
        new PodRoot(image, folder, IDS).mount();
        var options = Command.run(
                List.of("findmnt", "-no", "FS-OPTIONS", folder.root().toString()));
        assertTrue(options.contains("index=on") && options.contains("nfs_export=on"), options);
    }

    @Test
    void leavesNothingWhenItFails() throws IOException {
        Files.writeString(folder.path().resolve("work"), "in the way");
        assertThrows(IOException.class, () -> new PodRoot(image, folder, IDS).mount());
        Files.delete(folder.work());
        Files.writeString(folder.path().resolve("upper"), "in the way");
        assertThrows(IOException.class, () -> new PodRoot(image, folder, IDS).mount());
        assertFalse(Files.readString(Path.of("/proc/self/mountinfo")).contains(temp.toString()));
    }
}
