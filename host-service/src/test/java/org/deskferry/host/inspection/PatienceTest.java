package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.deskferry.proto.problem.Phrases.say;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** How long an inspection looks again. */
class PatienceTest {
    private static final Problem PASSING = problem(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW, "one");
    private static final Problem OTHER = problem(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW, "other");
    private static final Problem LASTING = problem(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE, "lasting");

    @Test
    void whatHasGoneIsNotTold() throws InterruptedException {
        assertEquals(List.of(), after(List.of(List.of(PASSING), List.of(PASSING, OTHER), List.of())));
    }

    @Test
    void whatStaysIsTold() throws InterruptedException {
        assertEquals(List.of(PASSING), after(List.of(List.of(PASSING))));
    }

    @Test
    void whatComesAndGoesMayBeGoneInTheFreeze() throws InterruptedException {
        assertEquals(List.of(), after(List.of(List.of(PASSING), List.of(OTHER))));
    }

    @Test
    void whatLastsIsNotWaitedFor() throws InterruptedException {
        assertEquals(List.of(PASSING, LASTING), after(List.of(List.of(PASSING, LASTING), List.of())));
        assertEquals(List.of(LASTING), after(List.of(List.of(PASSING), List.of(LASTING), List.of())));
    }

    /** The result where the looks show these, one after the other, and the last for ever. */
    private static List<Problem> after(List<List<Problem>> looks) throws InterruptedException {
        var rest = new ArrayList<>(looks);
        Supplier<List<Problem>> look = () -> rest.size() > 1 ? rest.removeFirst() : rest.getFirst();
        return Inspection.patiently(look);
    }

    private static Problem problem(ProblemKind kind, String thing) {
        return Phrases.problem(kind, asIs(thing), say("It is there."), say("Wait."));
    }
}
