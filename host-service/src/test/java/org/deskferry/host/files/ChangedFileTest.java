package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files that change in some places: those are sent, not the files. */
class ChangedFileTest {
    private static final long BLOCK = BlockHashes.BLOCK;

    @TempDir
    Path temp;

    private CopyFixture copy;

    @BeforeEach
    void copyALargeFile() throws IOException {
        copy = new CopyFixture(temp);
        copy.shell("head -c 20000001 /dev/urandom >f; head -c 5M /dev/urandom >g; head -c 100 /dev/urandom >small");
        copy.copy();
    }

    @AfterEach
    void close() {
        copy.close();
    }

    @Test
    void whatIsAppended() throws IOException {
        copy.shell("echo more >>f");
        assertSent(1);
        copy.shell("head -c 3M /dev/zero >>f; echo >>small");
        assertSent(7);
    }

    @Test
    void whatIsWrittenInBetween() throws IOException {
        copy.shell(
                "printf x | dd of=f bs=1 seek=3000000 conv=notrunc; printf xyz | dd of=f bs=1 seek=1048575 conv=notrunc; chmod 600 f");
        assertSent(3);
        copy.shell("chmod 640 f; touch g");
        assertEquals(0, copy.copy().bytes());
    }

    @Test
    void whatIsCutOff() throws IOException {
        copy.shell("truncate -s 10000000 f; truncate -s 4M g");
        assertSent(1);
        copy.shell("truncate -s 1 f; truncate -s 0 g");
        assertSent(1);
        copy.shell("head -c 9M /dev/urandom >f; head -c 2M /dev/urandom >>g");
        copy.copy();
    }

    @Test
    void holes() throws IOException {
        copy.shell("truncate -s 300M f; fallocate -p -o 1M -l 3M g; fallocate -p -o 100 -l 10000 f");
        assertSent(8);
        copy.shell("printf x | dd of=f bs=1 seek=200M conv=notrunc; printf x | dd of=g bs=1 seek=2M conv=notrunc");
        assertSent(2);
        assertTrue(copy.blocks("f") * 512 < 30_000_000, "it is as sparse there");
    }

    @Test
    void underAllItsNames() throws IOException {
        copy.shell("ln f other");
        copy.copy();
        copy.shell("echo more >>other");
        assertSent(1);
        copy.shell("rm f; echo more >>other");
        assertSent(1);
    }

    @Test
    void newContentUnderTheOldName() throws IOException {
        copy.shell("head -c 8M /dev/urandom >new; mv new f");
        copy.copy();
        copy.shell("echo more >>f; echo 1 >g");
        copy.copy();
        copy.shell("head -c 3M /dev/urandom >>g; echo more >>small");
        copy.copy();
    }

    @Test
    void aSmallFileThatBecomesLarge() throws IOException {
        copy.shell("head -c 3M /dev/urandom >>small");
        copy.copy();
        copy.shell("echo more >>small");
        assertSent(1);
    }

    /** Both trees are the same then. */
    private void assertSent(int blocks) throws IOException {
        var sent = copy.copy().bytes();
        assertTrue(sent <= blocks * BLOCK, () -> sent + " bytes, more than " + blocks + " blocks");
    }
}
