package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import org.deskferry.app.evacuation.Plan;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** {@code deskferry evacuate}. */
final class EvacuateCommandTest extends TwoDesks {
    @Test
    void evacuateMovesAllToTheBestPlaces() throws Exception {
        desk1.put(ID, "anna");
        desk1.put("id-2", "bert");
        desk2.setMemory(6L << 30);
        var desk3 = enrolled("desk-3");
        try (desk3) {
            var outcome = run("evacuate", "desk-1", "--yes", "--at-once", "1");
            assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
            assertTrue(desk1.pods.isEmpty());
            assertTrue(
                    outcome.out()
                            .startsWith(Plan.ORDER + "\n\nPOD   CONNECTIONS  MEMORY   TO      WHY\n"
                                    + "anna  4            438 MiB  desk-2  6.0 GiB free, load 0.4, has the image\n"),
                    outcome.out());
            assertTrue(outcome.out().contains("\nanna goes to desk-2: 6.0 GiB free"), outcome.out());
            assertTrue(outcome.out().contains("\nanna moved from desk-1 to desk-2 in 4.21 s"), outcome.out());
            assertTrue(outcome.out().endsWith("\n2 of 2 pods moved away from desk-1.\n"), outcome.out());
        }
    }

    @Test
    void evacuateTriesTheNextBestAndListsWhatStays() throws Exception {
        desk1.put(ID, "anna");
        desk2.setMemory(6L << 30);
        desk1.refusals.put("desk-2", ProblemKind.PROBLEM_KIND_CPU_DIFFERS);
        var desk3 = enrolled("desk-3");
        try (desk3) {
            assertEquals(ExitCode.OK, run("evacuate", "desk-1", "-y").exitCode());
            desk1.put(ID, "anna");
            desk1.put("id-2", "bert");
            desk1.refusals.put("desk-3", ProblemKind.PROBLEM_KIND_NOT_DUMPABLE);
            var outcome = run("evacuate", "desk-1", "-y", "--at-once", "1");
            assertEquals(ExitCode.REFUSED, outcome.exitCode());
            assertTrue(
                    outcome.out().contains("\nanna was not moved to desk-2.\nanna goes to desk-3: 4.0 GiB"),
                    outcome.out());
            assertTrue(
                    outcome.out()
                            .endsWith("\n0 of 2 pods moved away from desk-1.\nanna stays on desk-1:\nbert stays on"
                                    + " desk-1:\n"),
                    outcome.out());
            assertTrue(outcome.err().contains("pod x: It cannot be.\n  Do otherwise.\n"), outcome.err());
            assertEquals(2, desk1.pods.size());
        }
    }

    @Test
    void evacuateMayBeDoneInPart() {
        desk1.put(ID, "anna");
        var bert = desk1.put("id-2", "bert");
        desk1.pods.put(
                "id-2", bert.toBuilder().setState(PodState.POD_STATE_ENDED).build());
        var outcome = run("evacuate", "desk-1", "--yes", "--json", "--to", "desk-2");
        assertEquals(ExitCode.PARTLY, outcome.exitCode(), outcome.err());
        var lines = outcome.out().lines().toList();
        var end = JsonParser.parseString(lines.getLast()).getAsJsonObject().getAsJsonObject("end");
        assertEquals(
                "desk-2",
                end.getAsJsonArray("moved")
                        .get(0)
                        .getAsJsonObject()
                        .get("destination")
                        .getAsString());
        assertEquals(
                "bert",
                end.getAsJsonArray("stays").get(0).getAsJsonObject().get("name").getAsString());
        assertTrue(JsonParser.parseString(lines.getFirst()).getAsJsonObject().has("plan"), outcome.out());
        assertTrue(outcome.out().contains("MOVE_PHASE_COPY_LIVE"), outcome.out());
    }

    @Test
    void evacuateAsksFirst() {
        desk1.put(ID, "anna");
        var outcome = run("evacuate", "desk-1");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.err().contains("--yes"), outcome.err());
        assertTrue(desk1.pods.containsKey(ID));
        assertEquals(ExitCode.OK, run("evacuate", "desk-2").exitCode());
        assertEquals(ExitCode.USAGE, run("evacuate", "desk-1", "--at-once", "0").exitCode());
        assertEquals(
                ExitCode.REFUSED, run("evacuate", "desk-1", "--to", "desk-1").exitCode());
        desk1.close();
        assertEquals(ExitCode.UNREACHABLE, run("evacuate", "desk-1", "--yes").exitCode());
    }
}
