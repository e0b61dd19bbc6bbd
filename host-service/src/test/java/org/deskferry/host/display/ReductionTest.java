package org.deskferry.host.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionTest {
    @Test
    void takesTheMeanOfEachArea() {
        var frame = new Frame(4, 2);
        frame.pixels()[0] = 0x80_ff0000;
        frame.pixels()[5] = 0x00_000040;
        frame.pixels()[3] = 0x00_ffffff;
        frame.pixels()[7] = 0x00_ffffff;
        var half = Reduction.toWidth(frame, 2);
        assertEquals(1, half.height());
        assertEquals(0x400010, half.pixels()[0]);
        assertEquals(0x808080, half.pixels()[1]);
    }

    @Test
    void sharesPixelsThatLieAcross() {
        var frame = new Frame(3, 1);
        frame.pixels()[1] = 0x00_ff00ff;
        var reduced = Reduction.toWidth(frame, 2);
        assertEquals(0x550055, reduced.pixels()[0]);
        assertEquals(0x550055, reduced.pixels()[1]);
    }

    @ParameterizedTest
    @CsvSource({"1280,800,1279,799", "1280,800,333,208", "1280,800,1,1", "7680,2,7,1", "97,801,96,793"})
    void keepsEvenColourAndShape(int width, int height, int maxWidth, int expectedHeight) {
        var frame = new Frame(width, height);
        Arrays.fill(frame.pixels(), 0xc0_fffe01);
        var reduced = Reduction.toWidth(frame, maxWidth);
        assertEquals(maxWidth, reduced.width());
        assertEquals(expectedHeight, reduced.height());
        assertEquals(
                0,
                Arrays.stream(reduced.pixels())
                        .filter(pixel -> pixel != 0xfffe01)
                        .count());
    }

    @Test
    void neverEnlarges() {
        var frame = new Frame(10, 10);
        assertSame(frame, Reduction.toWidth(frame, 10));
        assertSame(frame, Reduction.toWidth(frame, 5000));
    }
}
