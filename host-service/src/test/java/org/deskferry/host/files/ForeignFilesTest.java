package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.host.pod.PodFolder;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignFilesTest {
    private static final IdRange IDS =
            IdRange.newBuilder().setFirst(200_000).setCount(65536).build();

    @TempDir
    Path temp;

    private PodFolder folder;

    @BeforeEach
    void makeUpper() throws IOException {
        folder = new PodFolder(temp);
        Files.createDirectory(folder.upper());
        shell("mkdir -p home/user; echo x > home/user/own; ln -s home link; chown -hR 201000:265535 .");
        shell("mknod home/whiteout c 0 0");
    }

    @Test
    void thePodsOwnAndWhiteoutsAreNoneOfThem() throws IOException {
        assertEquals(List.of(), ForeignFiles.of(folder, IDS));
    }

    @Test
    void filesOfTheMachineAreNamedWithTheirOwner() throws IOException {
        shell("echo x > home/user/root; chown 200000:0 home/user/root");
        var problem = only();
        assertEquals("file /home/user/root", problem.getThing());
        assertTrue(problem.getReason().contains("user 200000 and group 0"), problem.toString());
        assertTrue(
                problem.getRemedy().contains("chown -h 200000:200000 '" + folder.root() + "/home/user/root'"),
                problem.toString());
    }

    @Test
    void directoriesLinksAndTheRootItselfCountToo() throws IOException {
        shell("mkdir d; ln -s x l; chown 265536:200000 .; chown 200000:200000 d; chown -h 0:0 l");
        assertEquals(
                List.of("file /", "file /l"),
                ForeignFiles.of(folder, IDS).stream().map(Problem::getThing).toList());
    }

    @Test
    void devicesOfTheMachineAreNamed() throws IOException {
        shell("mknod null c 1 3; chown 200000:200000 null");
        assertTrue(only().getReason().contains("device"));
    }

    @Test
    void aWholeTreeIsNotListed() throws IOException {
        shell("mkdir many; touch many/{1..50}; mkdir many/{a..z}");
        assertEquals(10, ForeignFiles.of(folder, IDS).size());
    }

    private Problem only() throws IOException {
        var problems = ForeignFiles.of(folder, IDS);
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }

    private void shell(String script) {
        Command.run(List.of("bash", "-ec", "cd " + folder.upper() + "; " + script));
    }
}
