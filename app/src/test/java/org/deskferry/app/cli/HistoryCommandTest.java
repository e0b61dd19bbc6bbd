package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedHistory;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** {@code deskferry history}. */
final class HistoryCommandTest extends TwoDesks {
    @Test
    void whatWasDoneAnywhereComesInOneOrderTheNewestFirst() {
        desk1.history.add(ScriptedHistory.move("olga", "anna", "desk-1", "desk-2", Duration.ofHours(2)));
        desk2.history.add(ScriptedHistory.move(
                "pia",
                "ben",
                "desk-2",
                "desk-1",
                Duration.ofHours(1),
                Samples.problem(ProblemKind.PROBLEM_KIND_DISK_FULL, "workstation desk-1", "Its disk is full.", "")));
        var outcome = run("history");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        var lines = outcome.out()
                .lines()
                .map(line -> line.replaceFirst("^\\S+ +", ""))
                .toList();
        assertEquals("WHO   WHAT  POD   FROM    TO      FROZEN  TOTAL   OUTCOME", lines.get(0));
        assertEquals(
                "pia   move  ben   desk-2  desk-1          7.34 s  workstation desk-1: Its disk is full.",
                lines.get(1));
        assertEquals("olga  move  anna  desk-1  desk-2  0.91 s  7.34 s  done", lines.get(2));
        assertEquals(
                "ben",
                run("history", "--json", "--most", "1")
                        .json()
                        .getAsJsonArray("entries")
                        .get(0)
                        .getAsJsonObject()
                        .get("podName")
                        .getAsString());
    }

    @Test
    void eachOptionNarrowsWhatIsAskedFor() {
        run("history", "--pod", "anna", "--machine", "desk-2", "--user", "olga", "--since", "2h", "--most", "7");
        var request = desk1.history.asked().getLast();
        assertEquals("anna", request.getPod());
        assertEquals("desk-2", request.getWorkstation());
        assertEquals("olga", request.getWho());
        assertEquals(7, request.getMost());
        var age = System.currentTimeMillis() - Timestamps.toMillis(request.getSince());
        assertTrue(age >= 7_200_000 && age < 7_260_000, () -> age + " ms");
        assertEquals(ExitCode.USAGE, run("history", "--since", "yesterday").exitCode());
        assertEquals(ExitCode.USAGE, run("history", "--most", "501").exitCode());
    }

    @Test
    void whoDoesNotAnswerIsNamed() {
        desk1.history.add(ScriptedHistory.move("olga", "anna", "desk-1", "desk-2", Duration.ofHours(2)));
        desk2.close();
        var outcome = run("history");
        assertEquals(ExitCode.PARTLY, outcome.exitCode());
        assertTrue(outcome.out().contains("anna"));
        assertTrue(outcome.err().contains("desk-2"), outcome.err());
    }
}
