package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.Objects;
import java.util.Optional;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Reunion;
import org.junit.jupiter.api.Test;

/** {@code deskferry suspend} and {@code resume}. */
final class RestCommandsTest extends TwoDesks {
    @Test
    void suspendTellsWhatItTook() {
        desk2.put(ID, "anna");
        var outcome = run("suspend", "anna");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("Suspended anna to the disk of desk-2 in 1.87 s: 164 MiB, 1 connection open.\n", outcome.out());
        assertEquals(PodState.POD_STATE_SUSPENDED, pod(desk2).getState());
    }

    @Test
    void suspendPrintsJson() {
        desk1.put(ID, "anna");
        var json = run("suspend", "anna", "--json").json();
        assertEquals(ID, json.get("pod").getAsString());
        assertEquals("desk-1", json.get("workstation").getAsString());
        var suspended = json.getAsJsonObject("suspended");
        assertEquals("1.870s", suspended.get("took").getAsString());
        assertEquals(
                "192.0.2.7:22",
                suspended
                        .getAsJsonObject("suspension")
                        .getAsJsonArray("connections")
                        .get(0)
                        .getAsJsonObject()
                        .get("remote")
                        .getAsString());
    }

    @Test
    void aSuspendedPodIsListedAndShown() {
        desk1.rest.putSuspended(ID, "anna");
        var listed = run("ls").out();
        assertTrue(listed.contains("anna  desk-1       suspended"), listed);
        var shown = run("show", "anna").out();
        assertTrue(shown.contains("suspended     1970-01-01T02:13:20Z\non the disk   164 MiB\n"), shown);
        assertTrue(shown.contains("had           ssh to 192.0.2.7:22\n"), shown);
    }

    @Test
    void refusalsReadLikeHelp() {
        desk1.put(ID, "anna");
        desk1.rest.refusal = Optional.of(ProblemKind.PROBLEM_KIND_POD_BUSY);
        for (var command : new String[] {"suspend", "resume"}) {
            var outcome = run(command, "anna");
            assertEquals(ExitCode.REFUSED, outcome.exitCode());
            assertEquals("", outcome.out());
            assertEquals("pod x: It cannot be.\n  Do otherwise.\n", outcome.err());
            assertTrue(JsonParser.parseString(run(command, "anna", "--json").err())
                    .getAsJsonObject()
                    .has("problems"));
        }
        desk1.rest.refusal = Optional.of(ProblemKind.PROBLEM_KIND_ENGINE_FAILED);
        assertEquals(ExitCode.FAILED, run("suspend", "anna").exitCode());
        assertEquals(PodState.POD_STATE_RUNNING, pod(desk1).getState());
        assertEquals(ExitCode.REFUSED, run("suspend", "nobody").exitCode());
        assertEquals(ExitCode.USAGE, run("suspend").exitCode());
    }

    @Test
    void resumeOfAPodWithoutConnectionsHasNothingToReport() {
        desk1.rest.putSuspended(ID, "anna");
        var outcome = run("resume", "anna");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("Resumed anna on desk-1 in 0.64 s.\n", outcome.out());
        assertEquals(PodState.POD_STATE_RUNNING, pod(desk1).getState());
    }

    @Test
    void resumeNamesTheConnectionsThatDidNotLast() {
        desk1.rest.putSuspended(ID, "anna");
        desk1.rest.reunion = reunion();
        var outcome = run("resume", "anna");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("""
                Resumed anna on desk-1 in 0.64 s.
                2 of 4 connections kept.
                Lost: the peer knows it no more.
                  irc [2J to 192.0.2.8:6667
                Silent: the peer does not answer, and may be gone.
                  no program to [2001:db8::9]:443
                """, outcome.out());
    }

    @Test
    void resumePrintsJson() {
        desk1.rest.putSuspended(ID, "anna");
        desk1.rest.reunion = reunion();
        var resumed = run("resume", "anna", "--json").json().getAsJsonObject("resumed");
        assertEquals("0.640s", resumed.get("took").getAsString());
        var reunion = resumed.getAsJsonObject("reunion");
        assertEquals(2, reunion.getAsJsonArray("kept").size());
        assertEquals(1, reunion.getAsJsonArray("lost").size());
        assertEquals(1, reunion.getAsJsonArray("silent").size());
    }

    @Test
    void aWorkstationThatIsAwayKeepsItsPods() {
        desk1.rest.putSuspended(ID, "anna");
        desk1.close();
        var outcome = run("resume", "anna");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.err().contains("these do not: desk-1"), outcome.err());
        assertFalse(outcome.out().contains("Resumed"), outcome.out());
    }

    private static Reunion reunion() {
        return Reunion.newBuilder()
                .addKept(Rests.connection("ssh", "192.0.2.7:22"))
                .addKept(Rests.connection("ssh", "192.0.2.7:2222"))
                .addLost(Rests.connection("irc\u001b[2J", "192.0.2.8:6667"))
                .addSilent(Rests.connection("", "[2001:db8::9]:443"))
                .build();
    }

    private static Pod pod(ScriptedWorkstation workstation) {
        return Objects.requireNonNull(workstation.pods.get(ID));
    }
}
