package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.Optional;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Reunion;
import org.junit.jupiter.api.Test;

/** {@code deskferry snapshot}, {@code snapshots}, {@code restore} and {@code rm-snapshot}. */
final class SnapshotCommandsTest extends TwoDesks {
    private static final String HEADING =
            "SNAPSHOT  WORKSTATION  POD   TAKEN                 SIZE     ADDED     PROGRAMS\n";

    @Test
    void snapshotTellsWhatItCost() {
        desk1.put(ID, "anna");
        var outcome = run("snapshot", "anna");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals(
                "Took anna-now of anna on desk-1: frozen 0.31 s, 300 MiB, of which 20.0 MiB were added to the disk.\n",
                outcome.out());
        var json = run("snapshot", "anna", "--name", "before", "--json").json();
        assertEquals("before", json.getAsJsonObject("snapshot").get("name").getAsString());
        desk1.rest.refusal = Optional.of(ProblemKind.PROBLEM_KIND_MEMORY_SHORT);
        assertEquals(ExitCode.REFUSED, run("snapshot", "anna").exitCode());
        assertEquals(2, desk1.rest.snapshots.size());
    }

    @Test
    void snapshotsListsThoseOfAll() {
        put(desk1, "early", "anna");
        put(desk2, "late", "bert");
        assertEquals(
                HEADING
                        + "early     desk-1       anna  1970-01-01T02:30:00Z  300 MiB  20.0 MiB  evil [2Jtitle\n"
                        + "late      desk-2       bert  1970-01-01T02:30:00Z  300 MiB  20.0 MiB  evil [2Jtitle\n",
                run("snapshots").out());
        for (var bert : new String[] {"bert", "id-bert"}) {
            var some = run("snapshots", bert, "--json").json().getAsJsonArray("snapshots");
            assertEquals(1, some.size());
            assertEquals(
                    "desk-2", some.get(0).getAsJsonObject().get("workstation").getAsString());
        }
        assertEquals(
                0,
                run("snapshots", "--json", "nobody")
                        .json()
                        .getAsJsonArray("snapshots")
                        .size());
    }

    @Test
    void snapshotsTellsWhoDoesNotAnswer() {
        put(desk1, "early", "anna");
        desk2.close();
        var outcome = run("snapshots");
        assertEquals(ExitCode.PARTLY, outcome.exitCode());
        assertTrue(outcome.out().contains("early"), outcome.out());
        assertTrue(outcome.err().startsWith("workstation desk-2: It does not answer"), outcome.err());
        desk1.close();
        assertEquals(ExitCode.UNREACHABLE, run("snapshots").exitCode());
    }

    @Test
    void restoreMakesANewPod() {
        put(desk1, "early", "anna");
        desk1.rest.reunion = Reunion.newBuilder()
                .addLost(Rests.connection("ssh", "192.0.2.7:22"))
                .build();
        var outcome = run("restore", "early");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("""
                Restored early on desk-1 as restored, address 192.0.2.9, in 0.64 s.
                Broken off, as they are the other pod's:
                  ssh to 192.0.2.7:22
                """, outcome.out());
        var json = run("restore", "id-early", "--name", "second", "--json").json();
        assertEquals(
                "second",
                json.getAsJsonObject("restored")
                        .getAsJsonObject("pod")
                        .getAsJsonObject("manifest")
                        .get("name")
                        .getAsString());
        desk1.rest.refusal = Optional.of(ProblemKind.PROBLEM_KIND_NAME_IN_USE);
        assertEquals(ExitCode.REFUSED, run("restore", "early").exitCode());
    }

    @Test
    void ambiguousSnapshotsAreRefusedAndCanBeSaidMoreClearly() {
        put(desk1, "early", "anna");
        put(desk2, "early", "anna");
        for (var command : new String[] {"restore", "rm-snapshot"}) {
            var refusal = run(command, "early");
            assertEquals(ExitCode.REFUSED, refusal.exitCode());
            assertEquals("""
                    snapshot early: There are several: desk-1/early, desk-2/early.
                      Say which one, as WORKSTATION/NAME.
                    """, refusal.err());
        }
        assertEquals(ExitCode.OK, run("rm-snapshot", "desk-2/early").exitCode());
        assertEquals(1, desk1.rest.snapshots.size());
        assertEquals(0, desk2.rest.snapshots.size());
    }

    @Test
    void unknownSnapshotsMayBeWhereNobodyAnswers() {
        var outcome = run("restore", "early");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.err().startsWith("snapshot early: No workstation has it.\n"), outcome.err());
        put(desk1, "early", "anna");
        desk2.close();
        assertEquals(ExitCode.UNREACHABLE, run("restore", "other").exitCode());
        assertEquals(ExitCode.OK, run("restore", "early").exitCode());
    }

    @Test
    void rmSnapshotTellsWhatIsFreeAgain() {
        put(desk1, "early", "anna");
        put(desk1, "late", "anna");
        assertEquals(
                "Removed early from desk-1; 12.0 MiB are free again.\n",
                run("rm-snapshot", "early").out());
        var json = run("rm-snapshot", "late", "--json").json();
        assertEquals("id-late", json.get("removed").getAsString());
        assertEquals(12 << 20, json.get("freedBytes").getAsLong());
        assertEquals(0, desk1.rest.snapshots.size());
    }

    @Test
    void rmSnapshotOfSeveralMayFailInPart() {
        put(desk1, "early", "anna");
        put(desk1, "late", "anna");
        var outcome = run("rm-snapshot", "early", "nothing", "late");
        assertEquals(ExitCode.PARTLY, outcome.exitCode());
        assertEquals("""
                Removed early from desk-1; 12.0 MiB are free again.
                Removed late from desk-1; 12.0 MiB are free again.
                """, outcome.out());
        assertTrue(outcome.err().startsWith("snapshot nothing: No workstation has it."), outcome.err());
        assertEquals(0, desk1.rest.snapshots.size());
        var refused = run("rm-snapshot", "nothing", "--json");
        assertEquals(ExitCode.REFUSED, refused.exitCode());
        assertTrue(JsonParser.parseString(refused.err()).getAsJsonObject().has("problems"));
    }

    private static void put(ScriptedWorkstation workstation, String name, String pod) {
        var of = PodManifest.newBuilder().setId("id-" + pod).setName(pod).build();
        workstation.rest.snapshots.add(Rests.snapshot("id-" + name, name, of));
    }
}
