package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.deskferry.host.linux.Mounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves of checkpoints does not keep the service from starting. */
class CheckpointFolderTest {
    private static final long SIZE = 1 << 20;

    @TempDir
    Path temp;

    @Test
    void clearsWhatNobodyUses() throws Exception {
        var path = CheckpointFolder.open(temp, "anna-out", SIZE).path();
        Files.createDirectory(path.resolve("images"));
        CheckpointFolder.clear(temp);
        assertFalse(Files.exists(path));
    }

    @Test
    void putsAsideWhatIsInUse() throws Exception {
        var path = CheckpointFolder.open(temp, "anna-in", SIZE).path();
        try (var file = Files.newBufferedReader(Files.writeString(path.resolve("pages"), "memory"))) {
            CheckpointFolder.clear(temp);
            assertFalse(Files.exists(path));
            assertEquals("memory", file.readLine(), "who uses it still can");
            try (var fresh = CheckpointFolder.open(temp, "anna-in", SIZE)) {
                assertTrue(Mounts.isMounted(fresh.path()));
            }
        }
    }
}
