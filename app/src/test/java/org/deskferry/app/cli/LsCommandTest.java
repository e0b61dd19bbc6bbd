package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** {@code deskferry ls} and {@code fleet ls}. */
final class LsCommandTest extends TwoDesks {
    @Test
    void lsShowsWorkstationsAndPods() {
        desk1.put(ID, "anna");
        var outcome = run("ls");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("""
                WORKSTATION  STATE  LOAD  MEMORY FREE         DISK FREE  ENGINE  PODS
                desk-1       here   0.42  4.0 GiB of 8.0 GiB  80.0 GiB   4.2.1   1
                desk-2       here   0.42  4.0 GiB of 8.0 GiB  80.0 GiB   4.2.1   0

                POD   WORKSTATION  STATE    UP         MEMORY   CONNECTIONS  PROGRAMS
                anna  desk-1       running  2 h 5 min  438 MiB  4            evil [2Jtitle
                """, outcome.out());
    }

    @Test
    void lsListsThoseThatAreAwayWithTheReason() throws Exception {
        desk2.close();
        var outcome = run("ls");
        assertEquals(ExitCode.OK, outcome.exitCode());
        assertTrue(
                outcome.out()
                        .contains("desk-2       away: It does not answer at 127.0.0.1:" + desk2.port()
                                + ", nothing listens there.\n"),
                outcome.out());
        assertTrue(run("ls", "--problems").out().contains("\ndesk-2\nworkstation desk-2: It does"));
        desk1.close();
        assertEquals(ExitCode.UNREACHABLE, run("ls").exitCode());
    }

    @Test
    void lsDoesNotWaitForADeadMachine() throws Exception {
        try (var dead = new DeadPort()) {
            enter("desk-3", dead.port());
            run("ls");
            var times = new ArrayList<Long>();
            for (var round = 0; round < 3; round++) {
                var begin = System.nanoTime();
                var outcome = run("ls");
                times.add((System.nanoTime() - begin) / 1_000_000);
                assertTrue(outcome.out().contains("nobody is there"), outcome.out());
            }
            assertTrue(Collections.min(times) < 3000, () -> "took " + times + " ms");
        }
    }

    @Test
    void lsRefusesAWorkstationOfAnotherName() throws Exception {
        enter("desk-3", desk1.port());
        var outcome = run("ls");
        assertTrue(outcome.out().contains("desk-3       of no use"), outcome.out());
        assertTrue(outcome.out().contains("another name"), outcome.out());
    }

    @Test
    void lsPrintsJson() {
        desk1.put(ID, "anna");
        desk2.close();
        var workstations = run("ls", "--json").json().getAsJsonArray("workstations");
        var first = workstations.get(0).getAsJsonObject();
        var pod =
                first.getAsJsonObject("snapshot").getAsJsonArray("pods").get(0).getAsJsonObject();
        assertEquals(ID, pod.getAsJsonObject("manifest").get("id").getAsString());
        var second = workstations.get(1).getAsJsonObject();
        assertTrue(second.get("away").getAsBoolean());
        assertEquals(
                "PROBLEM_KIND_UNREACHABLE",
                second.getAsJsonArray("problems")
                        .get(0)
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString());
    }

    @Test
    void fleetLsNeedsNobody() {
        desk1.close();
        desk2.close();
        assertTrue(run("fleet", "ls").out().matches("(?s)NAME    ADDRESS +SITE\ndesk-1  127.0.0.1:.*"));
        assertEquals(
                2, run("fleet", "ls", "--json").json().getAsJsonArray("members").size());
    }
}
