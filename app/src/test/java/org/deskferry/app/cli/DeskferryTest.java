package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deskferry.app.identity.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands, against workstations behind real TLS on loopback. */
@Timeout(60)
final class DeskferryTest {
    private static final String ID = "00000000-0000-4000-8000-000000000001";

    @TempDir
    private Path folder;

    private ScriptedWorkstation desk1;
    private ScriptedWorkstation desk2;

    /** What a command printed and how it ended. */
    private record Outcome(int exitCode, String out, String err) {
        JsonObject json() {
            return JsonParser.parseString(out).getAsJsonObject();
        }
    }

    @BeforeEach
    void start() throws Exception {
        assertEquals(ExitCode.OK, run("fleet", "init").exitCode());
        desk1 = enrolled("desk-1");
        desk2 = enrolled("desk-2");
    }

    @AfterEach
    void stop() {
        desk1.close();
        desk2.close();
    }

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
    void movePrintsWhatWasMeasured() {
        desk1.put(ID, "anna");
        var outcome = run("move", "anna", "desk-2");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("""
                anna moved from desk-1 to desk-2 in 4.21 s: frozen 0.91 s, 4 of 4 connections kept, 164 MiB sent.
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
    void ambiguousNamesAreRefusedAndCanBeSaidMoreClearly() {
        desk1.put(ID, "anna");
        desk2.put("other", "anna");
        var refusal = run("rm", "anna");
        assertEquals(ExitCode.REFUSED, refusal.exitCode());
        assertTrue(refusal.err().contains("desk-1/anna, desk-2/anna"), refusal.err());
        assertEquals(ExitCode.OK, run("rm", "desk-2/anna").exitCode());
        assertTrue(desk2.pods.isEmpty());
        assertFalse(desk1.pods.isEmpty());
    }

    @Test
    void rmOfSeveralMayFailInPart() {
        desk1.put(ID, "anna");
        var outcome = run("rm", "bert", "anna");
        assertEquals(ExitCode.PARTLY, outcome.exitCode());
        assertEquals("Removed anna from desk-1.\n", outcome.out());
        assertTrue(outcome.err().startsWith("pod bert: No workstation has it."), outcome.err());
        assertEquals(ExitCode.REFUSED, run("rm", "bert").exitCode());
    }

    @Test
    void unknownPodsMayBeWhereNobodyAnswers() {
        desk2.close();
        var outcome = run("show", "bert");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.err().contains("these do not: desk-2"), outcome.err());
        desk1.close();
        assertEquals(ExitCode.UNREACHABLE, run("show", "bert").exitCode());
    }

    @Test
    void unknownWorkstationsAreRefused() {
        desk1.put(ID, "anna");
        var outcome = run("move", "anna", "desk-9");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.err().contains("There are: desk-1, desk-2."), outcome.err());
    }

    @Test
    void createChoosesTheRoomiestWorkstation() {
        desk2.setMemory(6L << 30);
        var outcome = run("create", "--name", "anna", "--size", "1024x768", "--json");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        var geometry = outcome.json().getAsJsonObject("manifest").getAsJsonObject("geometry");
        assertEquals(1024, geometry.get("width").getAsInt());
        assertTrue(desk2.pods.containsKey("new-desk-2"));
        assertEquals(
                ExitCode.OK, run("create", "--on", "desk-1", "--name", "bert").exitCode());
        assertTrue(desk1.pods.containsKey("new-desk-1"));
        assertEquals(ExitCode.REFUSED, run("create", "--name", "taken").exitCode());
    }

    @Test
    void showTellsAll() {
        desk1.put(ID, "anna");
        var outcome = run("show", "anna");
        assertEquals(ExitCode.OK, outcome.exitCode());
        assertTrue(outcome.out().contains("workstation   desk-1\n"), outcome.out());
        assertFalse(outcome.out().contains("\u001b"), outcome.out());
    }

    @Test
    void censusAsksEveryWorkstation() {
        desk1.residue.add("mount /x");
        assertEquals("desk-1:\n  mount /x\ndesk-2: nothing\n", run("census", ID).out());
        desk2.close();
        assertEquals(ExitCode.PARTLY, run("census", ID).exitCode());
    }

    @Test
    void watchTellsWhatChanges() throws Exception {
        desk1.put(ID, "anna");
        var out = new StringWriter();
        var watching = Thread.ofVirtual()
                .start(() -> Deskferry.run(
                        List.of("watch", "--fleet=" + folder.resolve("fleet")),
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter())));
        awaitText(out, "pod desk-1/anna: running\n");
        awaitText(out, "workstation desk-2: here\n");
        desk1.pods.clear();
        desk1.announce();
        awaitText(out, "pod desk-1/anna: gone\n");
        desk2.close();
        awaitText(out, "workstation desk-2: away: ");
        watching.interrupt();
        assertTrue(watching.join(Duration.ofSeconds(30)));
        assertEquals(
                1,
                out.toString()
                        .lines()
                        .filter("workstation desk-1: here"::equals)
                        .count());
    }

    private static void awaitText(StringWriter out, String text) throws InterruptedException {
        for (var attempt = 0; !out.toString().contains(text); attempt++) {
            assertTrue(attempt < 1200, () -> "no '" + text + "' in " + out);
            Thread.sleep(50);
        }
    }

    @Test
    void wrongArgumentsAreSaid() {
        for (var wrong : List.of(
                new String[] {"move", "anna"},
                new String[] {"create", "--size", "big"},
                new String[] {"dance"},
                new String[] {"ls", "--loud"})) {
            var outcome = run(wrong);
            assertEquals(ExitCode.USAGE, outcome.exitCode(), String.join(" ", wrong));
            assertTrue(outcome.err().contains("--help"), outcome.err());
        }
    }

    @Test
    void helpTellsTheExitCodes() {
        var outcome = run("--help");
        assertEquals(ExitCode.OK, outcome.exitCode());
        assertTrue(outcome.out().contains("4   a workstation does not answer"), outcome.out());
        assertTrue(run("--version").out().matches("deskferry \\d+\\.\\d+\\.\\d+.*\n"));
        assertTrue(run("completion").out().contains("complete -F _complete_deskferry"));
    }

    @Test
    void fleetLsNeedsNobody() {
        desk1.close();
        desk2.close();
        assertTrue(run("fleet", "ls").out().startsWith("NAME    ADDRESS\ndesk-1  127.0.0.1:"));
        assertEquals(
                2, run("fleet", "ls", "--json").json().getAsJsonArray("members").size());
    }

    private ScriptedWorkstation enrolled(String name) throws Exception {
        var keys = Requests.newKeys();
        var out = folder.resolve(name);
        // A place that is nobody's, until the workstation has its certificate and knows its port.
        var placeholder = "127.0.0.1:" + (name.equals("desk-1") ? 1 : 2);
        var request = Requests.write(folder.resolve(name + ".pem"), name, keys).toString();
        var added = run("fleet", "add", name, "--address", placeholder, "--request", request, "--out", out.toString());
        assertEquals(ExitCode.OK, added.exitCode(), added.err());
        var workstation = new ScriptedWorkstation(name, keys, out);
        var members = folder.resolve("fleet/members.conf");
        Files.writeString(
                members,
                Files.readString(members).replace(placeholder + "\n", "127.0.0.1:" + workstation.port() + "\n"));
        return workstation;
    }

    private void enter(String name, int port) throws Exception {
        Files.writeString(
                folder.resolve("fleet/members.conf"), name + "=127.0.0.1:" + port + "\n", StandardOpenOption.APPEND);
    }

    private Outcome run(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        arguments.add("--fleet=" + folder.resolve("fleet"));
        var out = new StringWriter();
        var err = new StringWriter();
        var exitCode = Deskferry.run(arguments, new PrintWriter(out), new PrintWriter(err));
        return new Outcome(exitCode, out.toString(), err.toString());
    }
}
