package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Durations;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MoveEstimate;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** {@code deskferry check}. */
final class CheckCommandTest extends TwoDesks {
    @Test
    void checkTellsWhatAMoveWouldCost() {
        desk1.put(ID, "anna");
        desk1.setCheck(check().addWarnings(problem(ProblemKind.PROBLEM_KIND_CLOCK_DIFFERS))
                .build());
        var outcome = run("check", "anna", "desk-2");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("""
                anna can move from desk-1 to desk-2.
                      WHAT         WHY, AND WHAT TO DO
                note  thing  [2Jx  It is so.
                                   Do this.
                164 MiB to copy; the image is among it.
                Expected freeze 0.91 s, as in 3 earlier moves of it from desk-1.
                """, outcome.out());
        var json = run("check", "anna", "desk-2", "--json").json();
        assertEquals("0.912s", json.getAsJsonObject("estimate").get("freeze").getAsString());
    }

    @Test
    void checkTellsWhatStandsInTheWay() {
        desk1.put(ID, "anna");
        desk1.setCheck(check().addRefusals(problem(ProblemKind.PROBLEM_KIND_UNREACHABLE))
                .clearEstimate()
                .build());
        assertEquals(ExitCode.UNREACHABLE, run("check", "anna", "desk-2").exitCode());
        desk1.setCheck(check().addRefusals(problem(ProblemKind.PROBLEM_KIND_UNREACHABLE))
                .addRefusals(problem(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW))
                .build());
        var outcome = run("check", "anna", "desk-2");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.out().startsWith("anna cannot move now from desk-1 to desk-2.\n"), outcome.out());
        assertEquals(
                2,
                run("check", "anna", "desk-2", "--json")
                        .json()
                        .getAsJsonArray("refusals")
                        .size());
        assertEquals(ExitCode.REFUSED, run("check", "nobody", "desk-2").exitCode());
    }

    private static MoveCheck.Builder check() {
        return MoveCheck.newBuilder()
                .setEstimate(MoveEstimate.newBuilder()
                        .setBytes(164L << 20)
                        .setNeedsImage(true)
                        .setFreeze(Durations.fromMillis(912))
                        .setBasis(MoveEstimate.Basis.BASIS_THIS_POD)
                        .setMoves(3));
    }

    private static Problem problem(ProblemKind kind) {
        return Problem.newBuilder()
                .setKind(kind)
                .setThing("thing \u001b[2Jx")
                .setReason("It is so.")
                .setRemedy("Do this.")
                .build();
    }
}
