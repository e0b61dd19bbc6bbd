package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import java.util.Optional;
import org.deskferry.proto.v1.Problem;
import org.junit.jupiter.api.Test;

class ClockComparisonTest {
    private static final long ASKED = 1_000_000;
    private static final long ANSWERED = ASKED + 10_000;

    @Test
    void whatTheWayExplainsIsNoDifference() {
        assertEquals(Optional.empty(), at(ASKED));
        assertEquals(Optional.empty(), at(ANSWERED));
        assertEquals(Optional.empty(), at(ASKED - 2000));
        assertEquals(Optional.empty(), at(ANSWERED + 2000));
    }

    @Test
    void aDifferenceIsTold() {
        assertTrue(at(ASKED - 3000).orElseThrow().getReason().contains("3 s behind"));
        assertTrue(at(ANSWERED + 61_000).orElseThrow().getReason().contains("61 s ahead of"));
    }

    private static Optional<Problem> at(long theirs) {
        return new ClockComparison(Timestamps.fromMillis(ASKED), Timestamps.fromMillis(ANSWERED))
                .with(Timestamps.fromMillis(theirs), "desk-2");
    }
}
