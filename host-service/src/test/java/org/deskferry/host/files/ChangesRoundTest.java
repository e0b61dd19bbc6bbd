package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deskferry.host.linux.ChangeWatch;
import org.deskferry.host.linux.ChangedName;
import org.deskferry.host.linux.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod's overlay, written to from above, and its own files copied by what the kernel tells of the changes. */
class ChangesRoundTest {
    @TempDir
    Path temp;

    private CopyFixture copy;
    private Path pod;
    private ChangeWatch watch;

    @BeforeEach
    void copyATree() throws IOException {
        copy = new CopyFixture(temp);
        pod = Files.createDirectory(temp.resolve("pod"));
        var image = Files.createDirectory(temp.resolve("image"));
        shellAt(
                image,
                "mkdir -p usr/share/a/b home; echo 1 >usr/share/a/b/f; echo 2 >usr/share/a/g; ln -s g usr/share/a/l");
        var work = Files.createDirectory(temp.resolve("work"));
        // As PodRoot does it.
        Command.run(List.of(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=" + image + ",upperdir=" + copy.source + ",workdir=" + work
                        + ",redirect_dir=nofollow,index=on,nfs_export=on",
                pod.toString()));
        inPod(
                "mkdir -p home/d/e home/old/deep; for f in home/d/f home/d/e/f home/old/deep/f; do echo $f >$f; done; sleep 0.1");
        watch = ChangeWatch.of(pod);
        copy.copy();
    }

    @AfterEach
    void unmount() {
        watch.close();
        copy.close();
        Command.run(List.of("umount", pod.toString()));
    }

    private void inPod(String script) {
        shellAt(pod, script);
    }

    private static void shellAt(Path folder, String script) {
        Command.run(List.of("bash", "-ec", "cd " + folder + "\n" + script));
    }

    /** Returns what was sent; the trees are the same then. */
    private Round copyChanges() throws IOException {
        var round = copy.sendChanges(watch.take().orElseThrow());
        assertEquals(TreeListing.of(copy.source), TreeListing.of(copy.destination));
        return round;
    }

    @Test
    void nothingIsLookedAtIfNothingChanged() throws IOException {
        inPod("cat home/d/f usr/share/a/g; ls -lR home >/dev/null");
        assertEquals(new HashSet<>(), watch.take().orElseThrow());
        // Behind the overlay's back.
        Files.writeString(copy.source.resolve("home/d/f"), "more");
        assertEquals(0, copy.sendChanges(watch.take().orElseThrow()).entries());
    }

    @Test
    void itDoesNotHoldTheMount() {
        Command.run(List.of("umount", pod.toString()));
        Command.run(List.of("mount", "-t", "tmpfs", "tmpfs", pod.toString()));
    }

    @Test
    void contentAndAttributes() throws IOException {
        inPod(
                "echo more >>home/d/f; chmod 600 home/d/e/f; chmod 711 home/d; truncate -s 3 home/old/deep/f; setfattr -n user.x -v 1 home/d/e");
        var round = copyChanges();
        assertTrue(round.entries() <= 7, round.toString());
    }

    @Test
    void whatComesUpFromTheImageComesWithItsDirectories() throws IOException {
        inPod(
                "echo more >>usr/share/a/b/f; chmod 600 usr/share/a/g; rm usr/share/a/l; mkdir usr/share/a/l; echo n >usr/share/a/l/n");
        copyChanges();
    }

    @Test
    void namesThatGoAndComeAgainAsOthers() throws IOException {
        inPod(
                "rm -r home/d; mkdir home/d; echo new >home/d/f; mv home/old home/d/moved; echo n >home/d/moved/deep/n; rm home/d/moved/deep/f");
        copyChanges();
        inPod(
                "mv home/d/moved home; rm -r home/d; echo file >home/d; ln home/d home/link; mkfifo home/pipe; ln -s d home/s");
        copyChanges();
        inPod("echo more >>home/link; rm -r usr; mkdir usr; echo n >usr/n");
        copyChanges();
    }

    @Test
    void namesOfAllBytes() throws IOException {
        inPod("mkdir $'home/\\xff (deleted)'; echo 1 >$'home/\\xff (deleted)/a\\nb'; echo ü >home/ü");
        copyChanges();
        inPod("echo 2 >$'home/\\xff (deleted)/a\\nb'");
        copyChanges();
    }

    @Test
    void writtenThroughAMapping() throws IOException {
        var script =
                "import mmap; f = open('home/d/f', 'r+b'); m = mmap.mmap(f.fileno(), 0); m[0:1] = b'X'; m.close(); f.close()";
        inPod("python3 -c \"" + script + "\"");
        copyChanges();
    }

    @Test
    void whoHasAFileMappedIsDoubted() throws IOException {
        // As a write through a mapping, of which nobody is told.
        Files.writeString(copy.source.resolve("home/d/f"), "home/d/F\n");
        copy.sendChanges(watch.take().orElseThrow(), "home/d/f");
        assertEquals(TreeListing.of(copy.source), TreeListing.of(copy.destination));
    }

    @Test
    void moreThanTheKernelRemembers() throws IOException {
        var most = Integer.parseInt(Command.run(List.of("cat", "/proc/sys/fs/fanotify/max_queued_events")));
        inPod("mkdir many; cd many; seq 1 " + (most + 10) + " | xargs touch");
        assertFalse(watch.take().isPresent());
        inPod("echo more >>home/d/f");
        assertEquals(Set.of(new ChangedName("home/d", "f")), watch.take().orElseThrow());
    }
}
