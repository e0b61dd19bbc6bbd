package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.host.pod.PodFolder;
import org.deskferry.proto.v1.IdRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod's root is the same at the other end, where the image is a copy and only the upper has travelled. */
class PodMoveTest {
    private static final IdRange IDS =
            IdRange.newBuilder().setFirst(500_000).setCount(65536).build();

    @TempDir
    Path temp;

    private PodFolder here;
    private PodFolder there;
    private Path imageHere;
    private Path imageThere;

    @BeforeEach
    void makePod() throws IOException {
        here = new PodFolder(Files.createDirectory(temp.resolve("here")));
        there = new PodFolder(Files.createDirectory(temp.resolve("there")));
        var tree = Files.createDirectory(temp.resolve("tree"));
        shell(tree, """
                mkdir -p etc/deep/er var home/user
                for f in etc/changed etc/touched etc/removed etc/linked etc/moved etc/deep/er/x var/log home/user/doc
                do echo "image $f" > $f; done
                echo two > etc/two; ln etc/two var/two; ln -s changed etc/link; mkfifo var/fifo
                chown -R 1000:1000 home/user; chmod 4755 etc/linked
                """);
        var store = new ImageStore(temp.resolve("images"));
        var digest = store.add(tree);
        imageHere = store.root(digest);
        var other = new ImageStore(temp.resolve("images-there"));
        try (var sender = TreeSender.of(imageHere);
                var arriving = other.receive(digest)) {
            sender.send(arriving::accept);
        }
        imageThere = other.root(digest);
        new PodRoot(imageHere, here, IDS).mount();
    }

    @AfterEach
    void unmount() throws IOException {
        PodRoot.unmount(here);
        PodRoot.unmount(there);
    }

    @Test
    void theRootIsTheSameAndCanBeChangedAndMovedOn() throws IOException {
        try (var sender = TreeSender.of(here.upper());
                var receiver = TreeReceiver.ofPod(Files.createDirectory(there.upper()), IDS)) {
            podShell(here, """
                    echo pod >> etc/changed; chmod 600 etc/touched; rm etc/removed; ln etc/linked home/user/linked
                    echo pod >> home/user/linked; mv etc/moved home/user/moved; echo pod >> var/two
                    chown -h 501000:501000 etc/link; rm var/fifo; mv home/user/doc home/user/doc2
                    mkdir -p new/dir; echo new > new/dir/file; ln new/dir/file new/other
                    """);
            sender.send(receiver::accept);
            podShell(here, """
                    rm -r etc/deep; mkdir etc/deep; echo again > etc/deep/x; mv new/dir etc/; rm new/other
                    setfattr -n user.x -v y etc/changed; chown 501000:501000 var/log; echo back > etc/removed
                    """);
            var before = TreeListing.of(here.root());
            sender.send(receiver::accept);
            new PodRoot(imageThere, there, IDS).mount();
            assertEquals(before, TreeListing.of(there.root()));
        }
        podShell(there, "echo more >> etc/linked; rm -r etc/deep var; echo x > home/user/doc; mv etc/two new/");
        var changed = TreeListing.of(there.root());
        PodRoot.unmount(there);
        PodRoot.unmount(here);
        TreeRemoval.remove(here.path());
        Files.createDirectory(here.path());
        try (var sender = TreeSender.of(there.upper());
                var receiver = TreeReceiver.ofPod(Files.createDirectory(here.upper()), IDS)) {
            sender.send(receiver::accept);
        }
        new PodRoot(imageHere, here, IDS).mount();
        assertEquals(changed, TreeListing.of(here.root()));
    }

    private static void shell(Path directory, String script) {
        Command.run(List.of("bash", "-ec", "cd " + directory + "\n" + script));
    }

    /** As the pod's root would. */
    private static void podShell(PodFolder pod, String script) {
        var all = "+chown,+dac_override,+fowner,+fsetid,+setfcap";
        Command.run(List.of(
                "setpriv",
                "--reuid=500000",
                "--regid=500000",
                "--clear-groups",
                "--inh-caps=" + all,
                "--ambient-caps=" + all,
                "bash",
                "-ec",
                "cd " + pod.root() + "\n" + script));
    }
}
