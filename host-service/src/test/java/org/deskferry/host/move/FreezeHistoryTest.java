package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.deskferry.proto.v1.MoveEstimate;
import org.deskferry.proto.v1.MoveEstimate.Basis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezeHistoryTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("freezes.json");
    }

    @Test
    void withoutHistoryTheSizeHasToDo() {
        var small = history().estimate("anna", 4);
        assertEquals(Basis.BASIS_TYPICAL, small.getBasis());
        assertTrue(millis(history().estimate("anna", 40)) > millis(small));
    }

    @Test
    void movesOfOthersCountByTheirProcesses() {
        note("ben", 10, 500);
        var estimate = history().estimate("anna", 30);
        assertEquals(Basis.BASIS_OTHER_PODS, estimate.getBasis());
        assertEquals(1500, millis(estimate));
    }

    @Test
    void theLastMovesOfThePodItselfCountMost() {
        for (var length : new int[] {9000, 9000, 800, 700, 5000, 600, 900}) {
            note("anna", 10, length);
            note("ben", 10, 3000);
        }
        var estimate = history().estimate("anna", 30);
        assertEquals(Basis.BASIS_THIS_POD, estimate.getBasis());
        assertEquals(5, estimate.getMoves());
        assertEquals(800, millis(estimate));
    }

    @Test
    void itDoesNotGrowForEver() throws IOException {
        for (var round = 0; round < 130; round++) {
            note("anna", 1, round);
        }
        assertEquals(100, Files.readString(file).split("podId", -1).length - 1);
        assertEquals(127, millis(history().estimate("anna", 1)));
    }

    @Test
    void aDamagedFileIsAsNone() throws IOException {
        Files.writeString(file, "{ \"freezes\": [");
        assertEquals(Basis.BASIS_TYPICAL, history().estimate("anna", 4).getBasis());
        note("anna", 4, 500);
        assertEquals(500, millis(history().estimate("anna", 4)));
    }

    @Test
    void aProcessCostsWhatIsUsualAtFirst() {
        assertEquals(FreezeHistory.USUAL_COST, history().costOfProcess(NOW));
    }

    @Test
    void oneBadMoveDoesNotMislead() {
        cost(40, 45, 900);
        assertEquals(Duration.ofMillis(45), history().costOfProcess(NOW));
    }

    @Test
    void aMachineThatBecomesSlowIsFollowed() {
        cost(40, 40, 40, 40, 40, 90, 95, 99);
        assertEquals(Duration.ofMillis(90), history().costOfProcess(NOW));
    }

    @Test
    void costsAreForgotten() {
        cost(900, 900, 900);
        assertEquals(FreezeHistory.USUAL_COST, history().costOfProcess(NOW.plus(Duration.ofMinutes(11))));
    }

    private void cost(int... millis) {
        for (var length : millis) {
            note("anna", 1, length);
        }
    }

    /** Of a pod that had nothing to send in the freeze. */
    private void note(String podId, int processes, int millis) {
        var estimate = new FreezeEstimate(processes, FreezeHistory.USUAL_COST, 0, 1, Duration.ZERO);
        history().note(podId, estimate, Duration.ofMillis(millis), NOW);
    }

    /** As a service does that was restarted. */
    private FreezeHistory history() {
        return new FreezeHistory(file);
    }

    private static long millis(MoveEstimate estimate) {
        return Durations.toMillis(estimate.getFreeze());
    }
}
