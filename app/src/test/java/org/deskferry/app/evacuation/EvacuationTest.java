package org.deskferry.app.evacuation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** What is decided from what is seen: the places, the order, and what happens when things go wrong on the way. */
final class EvacuationTest {
    private static final long GIB = Scene.GIB;
    private static final Instant NOW = Instant.EPOCH;
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(4));

    private final Scene scene = new Scene().workstation("desk-1", 8 * GIB, 6);
    private final Evacuation evacuation = new Evacuation("desk-1", Set.of(), 2);

    @Test
    void theLeastBusyPlaceWithTheImageIsBest() {
        scene.workstation("desk-2", 4 * GIB, 0.1)
                .workstation("desk-3", 12 * GIB, 0.2)
                .workstation("desk-4", 15 * GIB, 0.1)
                .pod("desk-1", "anna", 0, GIB);
        scene.facts("desk-4").clearImages();
        var destination = next().getFirst().destination();
        assertEquals("desk-3", destination.workstation());
        assertEquals("12.0 GiB free, load 0.2, has the image", destination.why());
    }

    @Test
    void aCrowdedPlaceIsWorseThanOneWithoutTheImage() {
        scene.workstation("desk-2", 12 * GIB, 7.9)
                .workstation("desk-3", 12 * GIB, 1)
                .pod("desk-1", "anna", 0, GIB);
        scene.facts("desk-3").clearImages();
        var destination = next().getFirst().destination();
        assertEquals("desk-3", destination.workstation());
        assertEquals("12.0 GiB free, load 1.0, lacks the image", destination.why());
    }

    @Test
    void thoseWithConnectionsGoFirstAndOfTheseTheSmallest() {
        scene.workstation("desk-2", 15 * GIB, 0)
                .pod("desk-1", "quiet", 0, GIB / 8)
                .pod("desk-1", "large", 2, 2 * GIB)
                .pod("desk-1", "small", 1, GIB);
        assertEquals(
                List.of("small", "large", "quiet"),
                evacuation.plan(scene.look()).departures().stream()
                        .map(Departure::podId)
                        .toList());
    }

    @Test
    void noMoreGoAtOnceThanAllowed() {
        scene.workstation("desk-2", 15 * GIB, 0)
                .pod("desk-1", "a", 0, GIB)
                .pod("desk-1", "b", 0, GIB)
                .pod("desk-1", "c", 0, GIB);
        assertEquals(2, next().size());
        assertEquals(List.of(), next());
        evacuation.moved("a");
        assertEquals("c", next().getFirst().podId());
        evacuation.moved("b");
        assertFalse(evacuation.isOver());
        evacuation.moved("c");
        assertEquals(List.of(), next(), "what is seen may be older than what is known");
        assertTrue(evacuation.isOver());
        assertEquals(3, evacuation.moved().size());
    }

    @Test
    void theyAreSpreadByWhatIsPromised() {
        scene.workstation("desk-2", 8 * GIB, 0)
                .workstation("desk-3", 7 * GIB + GIB / 2, 0)
                .pod("desk-1", "a", 0, GIB)
                .pod("desk-1", "b", 0, GIB);
        assertEquals(List.of("desk-2", "desk-3"), destinations(next()));
    }

    @Test
    void theLargestChooseFirstWhereTheyWouldNotFitOtherwise() {
        scene.workstation("desk-2", 9 * GIB, 0)
                .workstation("desk-3", 5 * GIB, 0)
                .pod("desk-1", "a", 1, GIB)
                .pod("desk-1", "b", 1, GIB)
                .pod("desk-1", "huge", 0, 4 * GIB);
        var plan = evacuation.plan(scene.look());
        assertEquals(List.of(), plan.stays());
        assertEquals(
                List.of("a", "b", "huge"),
                plan.departures().stream().map(Departure::podId).toList());
        assertEquals("desk-2", destinations(plan.departures()).getLast());
    }

    @Test
    void placesThatCannotTakePodsAreNamedWithTheReason() {
        scene.workstation("desk-2", GIB, 0)
                .workstation("desk-3", 12 * GIB, 0)
                .workstation("desk-4", 12 * GIB, 0)
                .workstation("desk-5", 12 * GIB, 0)
                .away("desk-5")
                .pod("desk-1", "anna", 3, GIB);
        scene.facts("desk-3").clearEngine();
        scene.facts("desk-4").addProblems(Scene.problem(ProblemKind.PROBLEM_KIND_NETWORK_MISSING));
        assertEquals(List.of(), next());
        assertTrue(evacuation.isOver());
        assertEquals(
                List.of(
                        ProblemKind.PROBLEM_KIND_MEMORY_SHORT,
                        ProblemKind.PROBLEM_KIND_ENGINE_MISSING,
                        ProblemKind.PROBLEM_KIND_NETWORK_MISSING,
                        ProblemKind.PROBLEM_KIND_UNREACHABLE),
                kinds());
    }

    @Test
    void onlyTheNamedPlacesCount() {
        var within = new Evacuation("desk-1", Set.of("desk-3"), 2);
        scene.workstation("desk-2", 12 * GIB, 0)
                .workstation("desk-3", 4 * GIB, 5)
                .pod("desk-1", "anna", 0, GIB);
        assertEquals(List.of("desk-3"), destinations(within.next(scene.look(), NOW)));
    }

    @Test
    void aRefusalSendsThePodToTheNextBest() {
        scene.workstation("desk-2", 12 * GIB, 0)
                .workstation("desk-3", 8 * GIB, 0)
                .pod("desk-1", "anna", 0, GIB);
        assertEquals(List.of("desk-2"), destinations(next()));
        refuse("anna", ProblemKind.PROBLEM_KIND_CPU_DIFFERS);
        assertEquals(List.of("desk-3"), destinations(next()));
        refuse("anna", ProblemKind.PROBLEM_KIND_IDS_IN_USE);
        assertEquals(List.of(), next());
        assertTrue(evacuation.isOver());
        assertEquals(List.of(ProblemKind.PROBLEM_KIND_CPU_DIFFERS, ProblemKind.PROBLEM_KIND_IDS_IN_USE), kinds());
    }

    @Test
    void aPodThatCannotMoveIsNotTriedAgain() {
        scene.workstation("desk-2", 12 * GIB, 0)
                .workstation("desk-3", 8 * GIB, 0)
                .pod("desk-1", "anna", 0, GIB);
        assertEquals(1, next().size());
        refuse("anna", ProblemKind.PROBLEM_KIND_NOT_DUMPABLE);
        assertEquals(List.of(), next());
        assertTrue(evacuation.isOver());
        assertEquals(List.of(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE), kinds());
    }

    @Test
    void aPodThatFindsNoRoomWaitsWhileOthersAreOnTheirWay() {
        scene.workstation("desk-2", 5 * GIB, 0).pod("desk-1", "a", 1, 2 * GIB).pod("desk-1", "b", 0, 2 * GIB);
        assertEquals("a", next().getFirst().podId());
        assertEquals(List.of(), next());
        evacuation.moved("a");
        assertFalse(evacuation.isOver());
        assertEquals("b", next().getFirst().podId());
    }

    @Test
    void endedPodsAreListed() {
        scene.workstation("desk-2", 12 * GIB, 0).pod("desk-1", "anna", 0, GIB, PodState.POD_STATE_ENDED);
        assertEquals(1, evacuation.plan(scene.look()).stays().size());
        assertEquals(List.of(), next());
        assertTrue(evacuation.isOver());
        var problem = evacuation.stays().getFirst().problems().getFirst();
        assertTrue(problem.getReason().contains("ended"), problem.getReason());
    }

    @Test
    void aPodThatOthersHoldIsWaitedForWithinReason() {
        scene.workstation("desk-2", 12 * GIB, 0).pod("desk-1", "anna", 0, GIB, PodState.POD_STATE_ARRIVING);
        assertEquals(List.of(), next());
        assertFalse(evacuation.isOver());
        scene.remove("desk-1", "anna").pod("desk-1", "anna", 0, GIB);
        assertEquals("anna", next().getFirst().podId());
        evacuation.moved("anna");
        scene.remove("desk-1", "anna").pod("desk-1", "bert", 0, GIB, PodState.POD_STATE_LEAVING);
        assertEquals(List.of(), next());
        assertEquals(List.of(), evacuation.next(scene.look(), LATER));
        assertTrue(evacuation.isOver());
        assertEquals(List.of(ProblemKind.PROBLEM_KIND_POD_BUSY), kinds());
    }

    @Test
    void aMoveOfWhichNothingIsHeardIsSettledByWhatIsSeen() {
        scene.workstation("desk-2", 12 * GIB, 0)
                .workstation("desk-3", 8 * GIB, 0)
                .pod("desk-1", "gone", 1, GIB)
                .pod("desk-1", "here", 0, GIB);
        assertEquals(2, next().size());
        lose("gone");
        lose("here");
        scene.remove("desk-1", "here").pod("desk-1", "here", 0, GIB, PodState.POD_STATE_LEAVING);
        scene.remove("desk-1", "gone").pod("desk-2", "gone", 1, GIB, PodState.POD_STATE_ARRIVING);
        assertEquals(List.of(), next());
        assertEquals(2, evacuation.underWay().size());
        scene.remove("desk-2", "gone").pod("desk-2", "gone", 1, GIB);
        scene.remove("desk-1", "here").pod("desk-1", "here", 0, GIB);
        var again = next();
        assertEquals("gone", evacuation.moved().getFirst().podId());
        assertEquals("here", again.getFirst().podId());
    }

    @Test
    void aSourceThatStaysAwayEndsIt() {
        scene.workstation("desk-2", 15 * GIB, 0)
                .pod("desk-1", "a", 1, GIB)
                .pod("desk-1", "b", 1, GIB)
                .pod("desk-1", "c", 0, GIB);
        assertEquals(2, next().size());
        scene.away("desk-1");
        lose("a");
        lose("b");
        assertEquals(List.of(), next());
        assertFalse(evacuation.isOver());
        assertEquals(List.of(), evacuation.next(scene.look(), LATER));
        assertEquals(List.of(), evacuation.next(scene.look(), LATER.plus(Duration.ofMinutes(4))));
        assertTrue(evacuation.isOver());
        assertEquals(3, evacuation.stays().size());
    }

    private List<Departure> next() {
        return evacuation.next(scene.look(), NOW);
    }

    private static List<String> destinations(List<Departure> departures) {
        return departures.stream()
                .map(departure -> departure.destination().workstation())
                .toList();
    }

    private void refuse(String pod, ProblemKind kind) {
        evacuation.refused(pod, List.of(Scene.problem(kind)));
    }

    private void lose(String pod) {
        evacuation.lost(pod, List.of(Scene.problem(ProblemKind.PROBLEM_KIND_UNREACHABLE)), NOW);
    }

    private List<ProblemKind> kinds() {
        return evacuation.stays().stream()
                .flatMap(stay -> stay.problems().stream())
                .map(Problem::getKind)
                .toList();
    }
}
