package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    void openNeedsADisplay() {
        assumeTrue(System.getenv("DISPLAY") == null);
        desk1.put(ID, "anna");
        var outcome = run("open", "anna");
        assertEquals(ExitCode.FAILED, outcome.exitCode());
        assertTrue(outcome.err().contains("no display"), outcome.err());
    }
}
