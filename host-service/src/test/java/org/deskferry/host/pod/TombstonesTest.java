package org.deskferry.host.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.Rival;
import org.deskferry.proto.v1.Tombstone;
import org.deskferry.proto.v1.TombstoneRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of pods outlives the service, and does not grow without end. */
class TombstonesTest {
    private static final PodRecord ANNA = PodRecord.newBuilder()
            .setManifest(ManifestCheckTest.sound().setEpoch(4))
            .setStage(PodRecord.Stage.STAGE_COMMITTED)
            .setMoveId("m1")
            .setDestination("desk-2")
            .setHasRun(true)
            .build();
    private static final String ID = ANNA.getManifest().getId();

    @TempDir
    Path temp;

    @Test
    void knowsAfterARestartWhereAPodWent() {
        Tombstones.load(file()).bury(ANNA);
        var tombstone = Tombstones.load(file()).of(ID).orElseThrow();
        assertEquals(4, tombstone.getEpoch());
        assertEquals("desk-2", tombstone.getDestination());
        assertEquals(0, Tombstones.load(file()).seen("0f0f0f0f-0000-4000-8000-000000000099"));
    }

    @Test
    void hasOneTombstoneAPodOfItsLastStay() {
        var tombstones = Tombstones.load(file());
        tombstones.bury(ANNA);
        tombstones.bury(ANNA.toBuilder()
                .setManifest(ANNA.getManifest().toBuilder().setEpoch(9))
                .setStage(PodRecord.Stage.STAGE_HERE)
                .build());
        assertEquals(9, tombstones.seen(ID));
        assertEquals("", tombstones.of(ID).orElseThrow().getDestination(), "it was removed, and has not gone anywhere");
    }

    @Test
    void remembersThatOtherCopiesAreOutdated() {
        var tombstones = Tombstones.load(file());
        tombstones.outdate(ID, 100);
        assertEquals(99, Tombstones.load(file()).seen(ID));
        tombstones.outdate(ID, 50);
        assertEquals(99, tombstones.seen(ID));
    }

    @Test
    void takesOverWhoIsStillToBeTold() {
        var rival = Rival.newBuilder()
                .setPodId(ID)
                .setEpoch(4)
                .setWorkstation("desk-3")
                .build();
        Tombstones.load(file()).bury(ANNA.toBuilder().addRivals(rival).build());
        var reread = Tombstones.load(file());
        assertEquals(List.of(rival), reread.rivals());
        reread.changeRivals(one -> !one.equals(rival), List.of());
        assertEquals(List.of(), Tombstones.load(file()).rivals());
    }

    @Test
    void forgetsTheOldestAndTheOld() throws Exception {
        var many = TombstoneRecord.newBuilder();
        many.addTombstones(Tombstone.newBuilder().setPodId("ancient").setTime(Timestamps.EPOCH));
        for (var i = 0; i < 10_000; i++) {
            many.addTombstones(Tombstone.newBuilder().setPodId("pod-" + i).setTime(Timestamps.now()));
        }
        Files.writeString(file(), JsonFormat.printer().print(many));
        var tombstones = Tombstones.load(file());
        tombstones.bury(ANNA);
        assertTrue(tombstones.of("ancient").isEmpty());
        assertTrue(tombstones.of("pod-0").isEmpty());
        assertTrue(tombstones.of("pod-1").isPresent());
        assertTrue(tombstones.of(ID).isPresent());
    }

    @Test
    void doesNotTakeADamagedFileForNone() throws Exception {
        Files.writeString(file(), "{ half");
        assertThrows(ProblemException.class, () -> Tombstones.load(file()));
    }

    private Path file() {
        return temp.resolve("tombstones.json");
    }
}
