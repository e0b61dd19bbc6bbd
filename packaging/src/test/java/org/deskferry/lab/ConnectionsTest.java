package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections of every family, all at once, over one move there and back; {@code make connections} has all kinds. */
@Tag("alone")
@ExtendWith(LabExtension.class)
class ConnectionsTest {
    private static final List<String> CASES = List.of(
            "tcp out",
            "tcp in ipv6",
            "tcp peer sends only",
            "tcp pod sends only",
            "tcp half-closed by pod",
            "tcp half-closed by peer",
            "tcp urgent data",
            "tcp loopback",
            "tcp loopback crowded",
            "tcp bulk out",
            "tcp waiting to be accepted",
            "tcp close wait",
            "udp plain",
            "udp connected",
            "udp multicast membership",
            "unix stream",
            "unix descriptors");

    @Test
    void keepOverAMoveThereAndBack(Lab lab) {
        var command = new ArrayList<>(List.of(
                "env",
                "DESKFERRY_LAB=" + lab.folder(),
                Path.of("connections/connections").toAbsolutePath().toString(),
                "--together",
                "--rounds=1"));
        command.addAll(CASES);
        var run = Run.of(command);
        assertEquals(0, run.exitCode(), run::output);
        assertTrue(
                run.output().contains("connections: cases=" + CASES.size() + " kept=" + CASES.size() + " "),
                run::output);
    }
}
