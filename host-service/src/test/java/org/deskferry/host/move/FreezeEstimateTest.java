package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.deskferry.proto.problem.Phrases;
import org.junit.jupiter.api.Test;

final class FreezeEstimateTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final double RATE = 256 << 20;

    private final FreezeEstimate quiet = estimate(22, 2L << 20);
    private final FreezeEstimate writing = estimate(22, 768L << 20);
    private final FreezeEstimate crowd = estimate(90, 0);

    private static FreezeEstimate estimate(int processes, long memory) {
        return new FreezeEstimate(processes, Duration.ofMillis(50), memory, RATE, Duration.ofMillis(100));
    }

    @Test
    void addsUpItsParts() {
        assertEquals(Duration.ofMillis(1100), writing.ofProcesses());
        assertEquals(Duration.ofSeconds(3), writing.ofMemory());
        assertEquals(Duration.ofMillis(200), writing.ofFiles());
        assertEquals(Duration.ofMillis(4300), writing.total());
        assertEquals(Duration.ZERO, crowd.ofMemory());
    }

    @Test
    void tellsWhatIsTooLongAndWhetherAnotherRoundMayHelp() {
        assertFalse(quiet.exceeds(LIMIT));
        assertTrue(writing.exceeds(LIMIT));
        assertTrue(writing.memoryDecides(LIMIT));
        assertTrue(crowd.exceeds(LIMIT));
        assertFalse(crowd.memoryDecides(LIMIT));
        assertFalse(quiet.memoryDecides(LIMIT));
    }

    @Test
    void saysWhereTheTimeGoes() {
        assertEquals(
                "1.1 s for its 22 processes, 3.0 s for 768.0 MiB of memory that it keeps writing, 0.2 s for its files",
                Phrases.english(writing.words()));
    }

    @Test
    void learnsWhatIsNeitherMemoryNorFiles() {
        assertEquals(Duration.ofMillis(100), writing.costOfProcess(Duration.ofMillis(5400)));
        assertEquals(Duration.ZERO, writing.costOfProcess(Duration.ofSeconds(2)));
        assertEquals(Duration.ZERO, estimate(0, 0).costOfProcess(Duration.ofSeconds(2)));
    }
}
