package org.deskferry.host.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.List;
import java.util.Set;
import org.deskferry.host.files.PodRoot;
import org.deskferry.host.linux.Mounts;
import org.deskferry.host.pod.PodFolder;
import org.deskferry.host.pod.UsrMount;
import org.deskferry.proto.v1.IdRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process watches something in a pod's file tree that the kernel then forgets. */
class LostWatchesTest {
    private static final IdRange IDS =
            IdRange.newBuilder().setFirst(500_000).setCount(65536).build();

    private static final String WATCH = """
            import ctypes, sys, time
            libc = ctypes.CDLL(None)
            assert libc.inotify_add_watch(libc.inotify_init(), sys.argv[1].encode(), 2) > 0
            print("watches", flush=True)
            time.sleep(60)
            """;

    private final List<Long> pids = List.of(ProcessHandle.current().pid());

    @TempDir
    private Path temp;

    private PodFolder folder;
    private Path watched;

    @BeforeEach
    void mount() throws IOException {
        var image = temp.resolve("image");
        Files.createDirectories(image.resolve("usr/share/applications"));
        folder = new PodFolder(Files.createDirectories(temp.resolve("pod")));
        Files.createFile(image.resolve("usr/share/list"));
        new PodRoot(image, folder, IDS).mount();
        watched = folder.root().resolve("usr/share/applications");
    }

    @AfterEach
    void unmount() throws IOException {
        PodRoot.unmount(folder);
    }

    @Test
    void areFoundAgain() throws IOException {
        try (var watcher = watched.getFileSystem().newWatchService()) {
            watched.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            var inode = (Long) Files.getAttribute(watched, "unix:ino");
            assertEquals(Set.of(), LostWatches.inodes(pids));
            Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "2");
            assertTrue(LostWatches.inodes(pids).contains(inode), "the kernel knows it all the same");
            LostWatches.find(folder.root(), pids);
            assertEquals(Set.of(), LostWatches.inodes(pids));
        }
    }

    @Test
    void filesAreFoundAgainInTheUsrThatIsNoOverlay() throws IOException {
        Mounts.bind(UsrMount.source(folder), folder.root().resolve("usr"));
        var usr = folder.root().resolve("usr");
        var file = usr.resolve("share/list");
        var watcher = new ProcessBuilder("python3", "-c", WATCH, file.toString()).start();
        try (var says = watcher.inputReader()) {
            assertEquals("watches", says.readLine());
            var inode = (Long) Files.getAttribute(file, "unix:ino");
            assertEquals(Set.of(), LostWatches.nameless(usr, List.of(watcher.pid())));
            Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "2");
            assertEquals(Set.of(inode), LostWatches.nameless(usr, List.of(watcher.pid())));
            LostWatches.find(folder.root(), List.of(watcher.pid()));
            assertEquals(Set.of(), LostWatches.nameless(usr, List.of(watcher.pid())));
        } finally {
            watcher.destroy();
        }
    }
}
