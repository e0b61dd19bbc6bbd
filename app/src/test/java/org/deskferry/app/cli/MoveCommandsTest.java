package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.util.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.ResolveMoveRequest;
import org.deskferry.proto.v1.Step;
import org.junit.jupiter.api.Test;

/** {@code deskferry move}, and what calls a move off or decides it. */
final class MoveCommandsTest extends TwoDesks {
    @Test
    void moveCancelCallsAMoveOff() {
        var pod = desk1.put(ID, "anna");
        desk1.pods.put(ID, pod.toBuilder().setState(PodState.POD_STATE_LEAVING).build());
        desk2.pods.put(ID, pod.toBuilder().setState(PodState.POD_STATE_ARRIVING).build());
        var outcome = run("move", "cancel", "anna");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("The move of anna is cancelled. It runs on at desk-1.\n", outcome.out());
        desk1.pods.put(ID, pod);
        desk2.pods.clear();
        assertEquals(ExitCode.REFUSED, run("move", "cancel", "anna").exitCode());
    }

    @Test
    void moveResolveWarnsBeforeItDecides() {
        doubt();
        var warned = run("move", "resolve", "anna", "--keep");
        assertEquals(ExitCode.USAGE, warned.exitCode());
        assertTrue(warned.err().contains("runs twice") && warned.err().contains("--yes"), warned.err());
        assertEquals(List.of(), desk1.decisions);
        assertEquals(ExitCode.USAGE, run("move", "resolve", "anna", "--yes").exitCode(), "it has to be one of the two");
        var kept = run("move", "resolve", "anna", "--keep", "--yes");
        assertEquals(ExitCode.OK, kept.exitCode(), kept.err());
        assertEquals(
                ExitCode.OK,
                run("move", "resolve", "anna", "--give-up", "--yes").exitCode());
        assertEquals(
                List.of(ResolveMoveRequest.Decision.DECISION_KEEP, ResolveMoveRequest.Decision.DECISION_GIVE_UP),
                desk1.decisions);
        desk1.put(ID, "anna");
        assertEquals(
                ExitCode.REFUSED,
                run("move", "resolve", "anna", "--keep", "--yes").exitCode(),
                "it is not in doubt any more");
    }

    @Test
    void lsAndShowSayWhatAPodInDoubtWaitsFor() {
        doubt();
        for (var outcome : List.of(run("ls"), run("show", "anna"))) {
            assertTrue(outcome.out().contains("in doubt"), outcome.out());
            assertTrue(outcome.out().contains("pod anna: It waits for desk-2.\n  Bring it back."), outcome.out());
        }
    }

    private void doubt() {
        desk1.pods.put(
                ID,
                desk1.put(ID, "anna").toBuilder()
                        .setState(PodState.POD_STATE_IN_DOUBT)
                        .addProblems(Problem.newBuilder()
                                .setKind(ProblemKind.PROBLEM_KIND_IN_DOUBT)
                                .setThing("pod anna")
                                .setReason("It waits for desk-2.")
                                .setRemedy("Bring it back."))
                        .build());
    }

    @Test
    void moveWantsAPodAndAWorkstation() {
        for (var words : List.of(List.of("move"), List.of("move", "anna"))) {
            var outcome = run(words.toArray(String[]::new));
            assertEquals(ExitCode.USAGE, outcome.exitCode());
            assertTrue(outcome.err().contains("deskferry move --help"), outcome.err());
        }
    }

    @Test
    void movePrintsWhatWasMeasured() {
        desk1.put(ID, "anna");
        var outcome = run("move", "anna", "desk-2");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("""
                anna moved from desk-1 to desk-2 in 4.21 s: frozen 0.91 s (estimated 1.10 s), 4 of 4 connections kept, 164 MiB sent.
                Nothing is left behind on desk-1.
                Nothing is left behind on desk-2.
                """, outcome.out());
        assertFalse(desk1.pods.containsKey(ID));
    }

    @Test
    void moveTellsOfResidue() {
        desk1.put(ID, "anna");
        desk1.residue.add("process 4711 xfwm4");
        var outcome = run("move", "anna", "desk-2");
        assertEquals(ExitCode.PARTLY, outcome.exitCode());
        assertTrue(outcome.out().contains("Left behind on desk-1:\n  process 4711 xfwm4\n"), outcome.out());
    }

    @Test
    void moveStreamsJson() {
        desk1.put(ID, "anna");
        var lines = run("move", "anna", "desk-2", "--json").out().lines().toList();
        assertEquals(2, lines.size());
        assertEquals(
                "0.912s",
                JsonParser.parseString(lines.getLast())
                        .getAsJsonObject()
                        .getAsJsonObject("result")
                        .get("frozen")
                        .getAsString());
    }

    @Test
    void refusalsReadLikeHelp() {
        desk1.put(ID, "anna");
        var outcome = run("move", "anna", "desk-1");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertEquals("pod x: It cannot be.\n  Do otherwise.\n", outcome.err());
        var json =
                JsonParser.parseString(run("move", "anna", "desk-1", "--json").err());
        assertEquals(
                "PROBLEM_KIND_SAME_WORKSTATION",
                json.getAsJsonObject()
                        .getAsJsonArray("problems")
                        .get(0)
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString());
    }

    @Test
    void howMuchMayBeSentIsPassedOn() {
        desk1.put(ID, "anna");
        assertEquals(
                ExitCode.OK, run("move", "anna", "desk-2", "--bandwidth", "20").exitCode());
        assertEquals(List.of(20L << 20), desk1.bandwidths);
        for (var wrong : List.of("0", "-1", "fast", "1.5", "12345678")) {
            assertEquals(
                    ExitCode.USAGE,
                    run("move", "anna", "desk-2", "--bandwidth=" + wrong).exitCode(),
                    wrong);
        }
    }

    @Test
    void moveLimitsTheDowntime() {
        desk1.put(ID, "anna");
        assertEquals(
                ExitCode.OK, run("move", "anna", "desk-2", "--downtime", "1.5s").exitCode());
        assertEquals(List.of(Durations.fromMillis(1500)), desk1.downtimes);
        for (var wrong : List.of("3", "0s", "2h", "4000s", "-1s")) {
            assertEquals(
                    ExitCode.USAGE,
                    run("move", "anna", "desk-2", "--downtime=" + wrong).exitCode(),
                    wrong);
        }
    }

    @Test
    void unknownWorkstationsAreRefused() {
        desk1.put(ID, "anna");
        var outcome = run("move", "anna", "desk-9");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.err().contains("There are: desk-1, desk-2."), outcome.err());
    }

    private static Step step(String name, int beginMs, int lengthMs, boolean atDestination) {
        return Step.newBuilder()
                .setName(name)
                .setBegin(Durations.fromMillis(beginMs))
                .setLength(Durations.fromMillis(lengthMs))
                .setFrozen(beginMs >= 20)
                .setAtDestination(atDestination)
                .build();
    }

    @Test
    void moveWritesATraceWhereStepsAtTheSameTimeAreApart() throws IOException {
        desk1.put(ID, "anna");
        desk1.steps = List.of(
                step("offer", 0, 10, false),
                step("copy", 10, 30, false),
                step("dump", 20, 15, false),
                step("send", 40, 5, false),
                step("wake", 25, 7, true));
        var file = folder.resolve("trace.json");
        var outcome = run("move", "anna", "desk-2", "--trace", file.toString());
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        var events =
                JsonParser.parseString(Files.readString(file))
                        .getAsJsonObject()
                        .getAsJsonArray("traceEvents")
                        .asList()
                        .stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList();
        assertEquals(
                List.of("desk-1", "desk-2"),
                events.stream()
                        .filter(event -> event.get("ph").getAsString().equals("M"))
                        .map(event -> event.getAsJsonObject("args").get("name").getAsString())
                        .toList());
        assertEquals(
                List.of(
                        "1/1 offer 0+10000 live",
                        "1/1 copy 10000+30000 live",
                        "1/2 dump 20000+15000 frozen",
                        "1/1 send 40000+5000 frozen",
                        "2/1 wake 25000+7000 frozen"),
                events.stream()
                        .filter(event -> event.get("ph").getAsString().equals("X"))
                        .map(event -> "%s/%s %s %s+%s %s"
                                .formatted(
                                        event.get("pid").getAsString(),
                                        event.get("tid").getAsString(),
                                        event.get("name").getAsString(),
                                        event.get("ts").getAsString(),
                                        event.get("dur").getAsString(),
                                        event.get("cat").getAsString()))
                        .toList());
    }

    @Test
    void aTraceThatCannotBeWrittenIsSaidBeforeTheMove() {
        desk1.put(ID, "anna");
        var outcome = run(
                "move",
                "anna",
                "desk-2",
                "--trace",
                folder.resolve("none/trace.json").toString());
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.err().contains("The trace cannot be written to it"), outcome.err());
        assertTrue(desk1.pods.containsKey(ID), "it was not moved");
    }
}
