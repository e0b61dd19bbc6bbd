package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes copying a tree in use hard, one by one. */
class TreeTrapsTest {
    // After this a file is not suspect any more because of when it was changed.
    private static final Duration SETTLED = Duration.ofMillis(1200);

    @TempDir
    Path temp;

    private CopyFixture copy;

    @BeforeEach
    void open() throws IOException {
        copy = new CopyFixture(temp);
    }

    @AfterEach
    void close() throws IOException {
        copy.close();
        TreeRemoval.remove(copy.source);
    }

    @Test
    void nothingIsSentWhenNothingChanged() throws Exception {
        copy.shell("mkdir -p a/b; echo x > a/b/c; ln -s c a/b/d; mkfifo p");
        assertEquals(6, copy.copy().entries());
        assertEquals(0, copy.copy().entries());
        Thread.sleep(SETTLED);
        assertEquals(0, copy.copy().entries());
    }

    @Test
    void aChangeThatHidesItsTimeIsSeen() throws Exception {
        copy.shell("echo one > file; touch -d 2020-01-01 file");
        Thread.sleep(SETTLED);
        copy.copy();
        copy.shell("echo two > file; touch -d 2020-01-01 file");
        copy.copy();
    }

    @Test
    void manySmallFilesShareAMessageAndNoMessageIsLarge() throws IOException {
        copy.shell("for i in {1..3000}; do echo $i > $i; done; head -c 3000000 /dev/urandom > large");
        var sizes = new ArrayList<Integer>();
        try (var sender = TreeSender.of(copy.source)) {
            sender.send(message -> sizes.add(message.getSerializedSize()));
        }
        assertTrue(Collections.max(sizes) <= Outbox.FULL, sizes.toString());
        assertTrue(sizes.size() < 12, sizes.toString());
        copy.copy();
    }

    @Test
    void aRenamedFileIsNotSentAgain() throws IOException {
        copy.shell("mkdir a b; head -c 3000000 /dev/urandom > a/file");
        assertEquals(3_000_000, copy.copy().bytes());
        copy.shell("mv a/file b/renamed; mv b c");
        assertEquals(0, copy.copy().bytes());
    }

    @Test
    void linksAreKeptAcrossRounds() throws IOException {
        copy.shell("mkdir d; head -c 1000000 /dev/urandom > a");
        copy.copy();
        copy.shell("ln a d/b; ln a c; ln -s x l; ln l l2");
        assertEquals(0, copy.copy().bytes());
        copy.shell("echo more >> c");
        assertEquals(1_000_005 - BlockHashes.BLOCK, copy.copy().bytes());
        copy.shell("rm a; echo new > a; rm d/b");
        assertEquals(4, copy.copy().bytes());
        copy.shell("cp -p c tmp; mv tmp c; ln -f a c");
        copy.copy();
    }

    @Test
    void namesThatChangePlacesAreKept() throws IOException {
        copy.shell("echo 1 > a; echo 2 > b; mkdir x y; echo 3 > x/f; echo 4 > y/f");
        copy.copy();
        copy.shell("mv a t; mv b a; mv t b; mv x t; mv y x; mv t y");
        copy.copy();
        copy.shell("rm a; mkdir a; echo 5 > a/b; rm -r x; echo 6 > x; ln -sfn a b; rm -r y; mkfifo y");
        copy.copy();
    }

    @Test
    void holesStayHoles() throws IOException {
        copy.shell("""
                truncate -s 300M sparse
                printf x | dd of=sparse bs=1 seek=100M conv=notrunc
                printf y | dd of=sparse bs=1 seek=$((300*1024*1024 - 1)) conv=notrunc
                truncate -s 100000 small
                """);
        var round = copy.send();
        copy.shell("cmp sparse ../destination/sparse");
        assertTrue(round.bytes() <= 8192, round.toString());
        assertTrue(copy.blocks("sparse") <= 32, "blocks " + copy.blocks("sparse"));
        assertEquals(0, copy.blocks("small"));
        copy.shell("rm sparse");
        copy.copy();
    }

    @Test
    void aFileThatShrinksOrGrowsIsFollowed() throws IOException {
        copy.shell("head -c 2000000 /dev/urandom > file");
        copy.copy();
        copy.shell("truncate -s 700000 file");
        copy.copy();
        copy.shell("truncate -s 1500000 file; head -c 10 /dev/urandom >> file");
        copy.copy();
        copy.shell(": > file");
        copy.copy();
        copy.shell("truncate -s 5000000 file");
        copy.copy();
    }

    @Test
    void modesCapabilitiesAndAccessListsAreKept() throws IOException {
        copy.shell("""
                for mode in 4755 2755 6711 1777 0; do echo x > f$mode; chown 1000:1001 f$mode; chmod $mode f$mode; done
                cp /bin/true caps; setcap cap_net_raw+ep caps
                mkdir dir; setfacl -m u:1234:rwx,d:u:1235:r-x,d:o::- dir; chmod 3777 dir
                echo x > dir/inherits; mkdir dir/too; setfacl -b dir/inherits
                echo x > acl; setfacl -m u:77:r acl; chown 5:6 acl
                setfattr -n user.empty acl
                setfattr -n trusted.deep -v 0x00ff00 dir
                """);
        copy.copy();
        copy.shell("setcap -r caps; setfacl -b acl; setfacl -k dir; chmod 4700 acl; setfattr -x trusted.deep dir");
        copy.copy();
        copy.shell("echo y >> f4755; chmod 4755 f4755");
        copy.copy();
    }

    @Test
    void timesOfDirectoriesAreRightInTheEnd() throws IOException {
        copy.shell("mkdir -p a/b/c; echo x > a/b/c/d; touch -d 1999-12-31T23:59:59.123456789 a/b/c a/b a .");
        copy.copy();
        copy.shell("echo y > a/b/c/e; rm a/b/c/d; touch -d 1960-01-01 a/b/c; touch -d 2300-01-01 a");
        copy.copy();
    }

    @Test
    void deepTreesWithLongNamesAreCopiedUpToTheLimit() throws IOException {
        copy.shell("n=$(printf 'n%.0s' {1..255}); for i in {1..15}; do mkdir $n; cd $n; echo x > f; done");
        copy.copy();
        copy.shell("n=$(printf 'n%.0s' {1..255}); for i in {1..15}; do cd $n; done; mkdir $n; cd $n; echo > f");
        var problem = assertThrows(ProblemException.class, () -> copy.send());
        assertEquals(
                ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
                problem.problems().getFirst().getKind());
        assertTrue(problem.toString().contains("nnnnn"), problem.toString());
    }

    @Test
    void whatBelongsToTheOverlayAloneStaysBehind() throws IOException {
        copy.shell("""
                mkdir d; echo x > d/f; mknod gone c 0 0; ln gone gone2
                for n in origin impure nlink; do setfattr -n trusted.overlay.$n -v y d; done
                setfattr -n trusted.overlay.opaque -v y d
                """);
        copy.copy();
        assertNotEquals("", listXattr("opaque"));
        assertEquals("", listXattr("origin"));
        assertEquals("", listXattr("impure"));
        assertEquals("", listXattr("nlink"));
    }

    private String listXattr(String name) {
        var outcome = Command.attempt(List.of(
                "getfattr",
                "-n",
                "trusted.overlay." + name,
                copy.destination.resolve("d").toString()));
        return outcome.succeeded() ? outcome.output() : "";
    }
}
