package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.deskferry.host.handover.Event;
import org.deskferry.host.handover.Stand;
import org.deskferry.host.pod.Cgroups;
import org.deskferry.host.pod.PodStore;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.pod.Tombstones;
import org.deskferry.proto.v1.Fate;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source in doubt gets one answer, and the commit follows it. */
class ArrivalsTest {
    private static final long EPOCH = 5;
    private static final FateRequest QUESTION = FateRequest.newBuilder()
            .setMoveId("m1")
            .setPodId("0f0f0f0f-0000-4000-8000-000000000001")
            .setEpoch(EPOCH)
            .build();
    private static final FateRequest PLEA = QUESTION.toBuilder().setTake(true).build();

    @TempDir
    Path temp;

    private Pods pods;
    private Tombstones tombstones;
    private Arrivals arrivals;

    @BeforeEach
    void empty() {
        pods = new Pods(new PodStore(temp.resolve("pods")), new Cgroups(temp.resolve("cgroup")));
        tombstones = Tombstones.load(temp.resolve("tombstones.json"));
        arrivals = new Arrivals(pods, tombstones);
    }

    @Test
    void aCommitThatWasRuledOutIsRefused() {
        try (var arrival = ready()) {
            assertEquals(Fate.FATE_NOT_HERE, arrivals.fate(QUESTION));
            arrival.decide(Event.COMMIT, EPOCH);
            assertEquals(Stand.RULED_OUT, arrival.stand());
            assertEquals(Fate.FATE_NOT_HERE, arrivals.fate(QUESTION));
        }
    }

    @Test
    void aCommitThatWasTakenStands() {
        try (var arrival = ready()) {
            arrival.decide(Event.COMMIT, EPOCH);
            assertEquals(Stand.TAKEN, arrival.stand());
            assertEquals(Fate.FATE_WAKING, arrivals.fate(QUESTION));
        }
    }

    @Test
    void aSourceWhoseCopyIsDeadIsTakenAtItsWord() throws InterruptedException {
        try (var arrival = ready()) {
            assertFalse(arrival.awaitDecision(Duration.ofMillis(1)));
            assertEquals(Fate.FATE_WAKING, arrivals.fate(PLEA));
            assertTrue(arrival.awaitDecision(Duration.ofMillis(1)));
            assertEquals(Stand.TAKEN, arrival.stand());
            assertEquals(EPOCH, arrival.epoch());
        }
    }

    @Test
    void aPodThatIsNotWholeYetIsNotTaken() {
        try (var arrival = arrivals.begin("m1")) {
            assertEquals(Fate.FATE_NOT_HERE, arrivals.fate(PLEA));
            assertEquals(Stand.RULED_OUT, arrival.stand());
        }
    }

    @Test
    void anUnknownMoveIsNotHereAndMayNotComeAnyMore() {
        assertEquals(Fate.FATE_NOT_HERE, arrivals.fate(QUESTION));
        assertThrows(StreamLostException.class, () -> arrivals.begin("m1"));
        arrivals.begin("m2").close();
    }

    @Test
    void aPodThatDiedBeforeItRanIsNotHere() {
        pods.readmit(taken(false, EPOCH));
        assertEquals(Fate.FATE_NOT_HERE, arrivals.fate(QUESTION));
    }

    @Test
    void aPodThatRanAndEndedWasHere() {
        pods.readmit(taken(true, EPOCH));
        assertEquals(Fate.FATE_RUNS_HERE, arrivals.fate(QUESTION));
    }

    @Test
    void aPodThatHasMovedOnWasTakenOver() {
        tombstones.bury(taken(true, EPOCH));
        assertEquals(Fate.FATE_TAKEN_OVER, arrivals.fate(QUESTION));
        tombstones.bury(taken(true, EPOCH + 3).toBuilder().setMoveId("m7").build());
        assertEquals(Fate.FATE_TAKEN_OVER, arrivals.fate(QUESTION), "it came back since, and left again");
    }

    @Test
    void anEarlierStayIsNoAnswer() {
        tombstones.bury(taken(true, EPOCH - 1).toBuilder().setMoveId("m0").build());
        assertEquals(Fate.FATE_NOT_HERE, arrivals.fate(QUESTION));
    }

    private Arrival ready() {
        var arrival = arrivals.begin("m1");
        arrival.on(Event.RESTORED);
        return arrival;
    }

    private static PodRecord taken(boolean hasRun, long epoch) {
        return PodRecord.newBuilder()
                .setManifest(PodManifest.newBuilder()
                        .setId(QUESTION.getPodId())
                        .setName("anna")
                        .setEpoch(epoch))
                .setStage(PodRecord.Stage.STAGE_HERE)
                .setMoveId(QUESTION.getMoveId())
                .setHasRun(hasRun)
                .build();
    }
}
