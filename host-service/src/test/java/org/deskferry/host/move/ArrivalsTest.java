package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.deskferry.host.pod.Cgroups;
import org.deskferry.host.pod.PodStore;
import org.deskferry.host.pod.Pods;
import org.deskferry.proto.v1.Fate;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source in doubt gets one answer, and the commit follows it. */
class ArrivalsTest {
    private static final FateRequest QUESTION = FateRequest.newBuilder()
            .setMoveId("m1")
            .setPodId("0f0f0f0f-0000-4000-8000-000000000001")
            .build();

    @TempDir
    Path temp;

    @Test
    void aCommitThatWasRuledOutIsRefused() {
        var arrivals = arrivals();
        try (var arrival = arrivals.begin("m1")) {
            assertEquals(Fate.FATE_NOT_HERE, arrivals.fate(QUESTION));
            assertFalse(arrival.commit());
            assertEquals(Fate.FATE_NOT_HERE, arrivals.fate(QUESTION));
        }
    }

    @Test
    void aCommitThatWasTakenStands() {
        var arrivals = arrivals();
        try (var arrival = arrivals.begin("m1")) {
            assertTrue(arrival.commit());
            assertEquals(Fate.FATE_WAKING, arrivals.fate(QUESTION));
        }
    }

    @Test
    void anUnknownMoveIsNotHere() {
        assertEquals(Fate.FATE_NOT_HERE, arrivals().fate(QUESTION));
    }

    @Test
    void aPodThatDiedBeforeItRanIsNotHere() {
        var pods = new Pods(new PodStore(temp.resolve("pods")), new Cgroups(temp.resolve("cgroup")));
        pods.readmit(taken(false));
        assertEquals(Fate.FATE_NOT_HERE, new Arrivals(pods).fate(QUESTION));
    }

    @Test
    void aPodThatRanAndEndedWasHere() {
        var pods = new Pods(new PodStore(temp.resolve("pods")), new Cgroups(temp.resolve("cgroup")));
        pods.readmit(taken(true));
        assertEquals(Fate.FATE_RUNS_HERE, new Arrivals(pods).fate(QUESTION));
    }

    private static PodRecord taken(boolean hasRun) {
        return PodRecord.newBuilder()
                .setManifest(PodManifest.newBuilder().setId(QUESTION.getPodId()).setName("anna"))
                .setStage(PodRecord.Stage.STAGE_HERE)
                .setMoveId(QUESTION.getMoveId())
                .setHasRun(hasRun)
                .build();
    }

    private Arrivals arrivals() {
        return new Arrivals(new Pods(new PodStore(temp.resolve("pods")), new Cgroups(temp.resolve("cgroup"))));
    }
}
