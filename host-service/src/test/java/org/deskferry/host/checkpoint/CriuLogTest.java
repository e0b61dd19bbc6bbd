package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriuLogTest {
    @TempDir
    private Path folder;

    private String reason(String log) throws IOException {
        return CriuLog.reason(Files.writeString(folder.resolve("criu.log"), log));
    }

    @Test
    void theFirstTwoErrorsAreTheReasonWhoeverSaysThem() throws IOException {
        assertEquals(
                "Can't send data: No space left on device; Can't create ghost regfile: No space left on device",
                reason("""
                Error (criu/util.c:1534): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not permitted
                     1: Error (criu/files-reg.c:329): Can't send data: No space left on device
                     1: Error (criu/files-reg.c:467): Can't create ghost regfile: No space left on device
                Error (criu/cr-restore.c:1265): 119 exited, status=1
                Error (criu/cr-restore.c:2331): Restoring FAILED.
                """));
        assertEquals("Can't dump file 3 of that type [20666]; Dump files (pid: 211) failed with -1", reason("""
                Error (criu/util.c:1534): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not permitted
                (00.120000) 211: Error (criu/files-ext.c:98): Can't dump file 3 of that type [20666]
                (00.120500) Error (criu/cr-dump.c:1635): Dump files (pid: 211) failed with -1
                (00.130000) Error (criu/cr-dump.c:2128): Dumping FAILED.
                """));
        assertEquals("Can't restore it", reason("""
                (00.110000) Error (criu/cgroup.c:1998): cg: cgroupd: recv req error: No such file or directory
                (00.120000) pie: 57: Error (criu/pie/restorer.c:1854): Can't restore it
                (00.130000) Error (criu/cr-restore.c:2557): Restoring FAILED.
                """));
    }

    @Test
    void aLogWithoutErrorsSaysSo() throws IOException {
        assertEquals("it left no message", reason("1: Warn (criu/x.c:1): Error is only a word here\n"));
        assertEquals("it left no log", CriuLog.reason(folder.resolve("none")));
    }

    @Test
    void whatPassesIsKnown() {
        assertTrue(CriuLog.passes("In-flight connection (l) for 12"));
        assertFalse(CriuLog.passes("Can't dump file 3 of that type"));
    }
}
