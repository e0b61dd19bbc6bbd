package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code deskferry open}, as far as it needs no window. */
final class OpenCommandTest extends TwoDesks {
    @Test
    void openNeedsAPodThatIsThere() {
        var outcome = run("open", "nobody");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.err().contains("No workstation has it."), outcome.err());
    }

    @Test
    void openNeedsADisplay() throws Exception {
        desk1.put(ID, "anna");
        var command = process("open", "anna");
        command.environment().remove("DISPLAY");
        assertEquals(ExitCode.FAILED, command.start().waitFor());
        assertTrue(Files.readString(folder.resolve("log")).contains("no display"));
    }

    @Test
    void openStartsTheWindowOfThePodAndSaysHowItEnded() throws Exception {
        desk1.put(ID, "anna");
        var window = folder.resolve("window");
        Files.writeString(window, "#!/bin/sh\necho window \"$@\"\nexit 3\n");
        Files.setPosixFilePermissions(window, PosixFilePermissions.fromString("rwx------"));
        var command = process("open", "anna");
        command.environment().putAll(Map.of("DISPLAY", ":99", "DESKFERRY_BOARD", window.toString()));
        assertEquals(ExitCode.FAILED, command.start().waitFor());
        var log = Files.readString(folder.resolve("log"));
        assertTrue(log.contains("window --fleet=" + folder.resolve("fleet") + " --pod=" + ID), log);
        assertTrue(log.contains("It ended with code 3."), log);
    }
}
