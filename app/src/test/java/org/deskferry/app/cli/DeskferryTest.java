package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all commands have in common, and the small ones. */
final class DeskferryTest extends TwoDesks {
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
    void portsShowsAndSetsWhatIsOpen() {
        desk1.put(ID, "anna");
        assertEquals(
                "Open ports of anna on desk-1: none.\n", run("ports", "anna").out());
        assertEquals(
                "Open ports of anna on desk-1: 22/tcp, 443/tcp, 5000-5010/udp.\n",
                run("ports", "anna", "22/tcp", "443", "5000-5010/udp").out());
        assertTrue(run("show", "anna").out().contains("open ports    22/tcp, 443/tcp, 5000-5010/udp\n"));
        assertEquals(
                "Open ports of anna on desk-1: none.\n",
                run("ports", "anna", "--none").out());
        for (var wrong : List.of("0", "22/sctp", "70000", "9-8", "ssh")) {
            assertEquals(ExitCode.USAGE, run("ports", "anna", wrong).exitCode(), wrong);
        }
        assertEquals(ExitCode.USAGE, run("ports", "anna", "--none", "22").exitCode());
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
}
