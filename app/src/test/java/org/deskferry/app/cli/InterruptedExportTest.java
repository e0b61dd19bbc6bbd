package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code deskferry export} as a process of its own, ended while it writes. */
final class InterruptedExportTest extends TwoDesks {
    @Test
    void ctrlCLeavesNoHalfWrittenFile() throws Exception {
        desk1.rest.putSuspended(ID, "anna");
        desk1.rest.parts = Rests.parts(ID, "anna");
        desk1.rest.gate = new CountDownLatch(1);
        var place = Files.createDirectory(folder.resolve("out"));
        var command =
                process("export", "anna", place.resolve("anna.pod").toString()).start();
        try {
            while (!Files.exists(place.resolve("anna.pod.part"))) {
                assertTrue(command.isAlive(), () -> "ended before it wrote");
                Thread.sleep(20);
            }
            command.destroy();
            assertTrue(command.waitFor(30, TimeUnit.SECONDS));
        } finally {
            command.destroyForcibly();
            desk1.rest.gate.countDown();
        }
        assertNotEquals(ExitCode.OK, command.exitValue());
        try (var files = Files.list(place)) {
            assertEquals(List.of(), files.toList());
        }
        assertTrue(desk1.pods.containsKey(ID));
    }
}
