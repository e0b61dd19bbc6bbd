package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The round after the dump: what the engine does to a tree in which nobody writes. */
class NamesRoundTest {
    @TempDir
    Path temp;

    private CopyFixture copy;

    @BeforeEach
    void copyATree() throws IOException {
        copy = new CopyFixture(temp);
        copy.shell("mkdir -p a/b/c d; for f in f a/f a/b/f a/b/c/f d/f; do echo $f >$f; done");
        settle();
        copy.copy();
    }

    @AfterEach
    void close() {
        copy.close();
    }

    /** From now on nothing is suspect because it was changed only just. */
    private void settle() {
        copy.shell("sleep 1.2");
    }

    private void copyNames() throws IOException {
        copy.sendNames();
        assertEquals(TreeListing.of(copy.source), TreeListing.of(copy.destination));
    }

    @Test
    void namesThatComeAndGoAreSeenHoweverDeep() throws IOException {
        copy.shell("ln a/b/c/f a/b/c/link_remap.1; echo ghost >d/ghost; mkdir -p a/b/new/new; echo n >a/b/new/new/n");
        copyNames();
        settle();
        copy.shell("rm a/b/c/link_remap.1 d/f; mv a/b/new a/b/c/moved; chmod 700 a");
        copyNames();
        assertEquals(0, copy.sendNames().entries());
    }

    @Test
    void namesThatComeInTheSameInstantAreSeen() throws IOException {
        copy.shell("echo 1 >a/b/1");
        copyNames();
        copy.shell("echo 2 >a/b/2");
        copyNames();
    }

    /** They are left to the rounds before, which is why it is quick. */
    @Test
    void filesAreNotLookedAt() throws IOException {
        copy.shell("echo more >>a/b/f");
        copy.sendNames();
        assertNotEquals(
                Files.readString(copy.source.resolve("a/b/f")), Files.readString(copy.destination.resolve("a/b/f")));
        copy.copy();
    }
}
