package org.deskferry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What many pairs of many chores come to. */
class OverheadTest {
    private static final double EXACT = 0;

    @Test
    void aChoreCountsOnceHoweverFarApartItsPairsLie() {
        var calm = overhead(List.of(1.0, 1.0, 1.0), List.of(2.0, 2.0, 2.0), List.of(40.0, 40.0, 40.0));
        var wavering = overhead(List.of(-9.0, 1.0, 11.0), List.of(-8.0, 2.0, 12.0), List.of(30.0, 40.0, 50.0));

        assertEquals(2, calm.median(), EXACT);
        assertEquals(2, wavering.median(), EXACT);
        assertEquals(11, wavering.allPairs().median(), EXACT);
    }

    @Test
    void ofTwoChoresInTheMiddleBothCount() {
        var even = overhead(List.of(-1.0), List.of(2.0), List.of(5.0), List.of(40.0));

        assertEquals(3.5, even.median(), EXACT);
    }

    @SafeVarargs
    private static Overhead overhead(List<Double>... pairs) {
        var inPod = new LinkedHashMap<Chore, List<Double>>();
        for (var each : pairs) {
            inPod.put(new Chore("chore " + inPod.size(), ":", ":"), each);
        }
        return new Overhead(inPod, Map.of());
    }
}
