package org.deskferry.app.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UnitsTest {
    @Test
    void bytes_have_the_unit_that_keeps_them_short() {
        assertEquals("0 B", Units.bytes(0));
        assertEquals("999 B", Units.bytes(999));
        assertEquals("1 MB", Units.bytes(999_600));
        assertEquals("412 MB", Units.bytes(412_000_000));
        assertEquals("33.4 GB", Units.bytes(33_400_000_000L));
        assertEquals("128 GB", Units.bytes(128_000_000_000L));
    }

    @Test
    void a_part_has_the_unit_of_the_whole() {
        assertEquals("182 of 412 MB", Units.bytesOf(182_000_000, 412_000_000));
        assertEquals("0.9 of 33.4 GB", Units.bytesOf(900_000_000, 33_400_000_000L));
    }

    @Test
    void measured_times_are_precise_and_others_rough() {
        assertEquals("0.91 s", Units.precise(Duration.ofMillis(912)));
        assertEquals("12.3 s", Units.precise(Duration.ofMillis(12_345)));
        assertEquals("2 min", Units.precise(Duration.ofSeconds(125)));
        assertEquals("8 s", Units.rough(Duration.ofMillis(8_900)));
        assertEquals("2 h 14 min", Units.rough(Duration.ofMinutes(134)));
        assertEquals("3 d 4 h", Units.rough(Duration.ofHours(76)));
        assertEquals("just now", Units.ago(Duration.ofSeconds(1)));
        assertEquals("14 min ago", Units.ago(Duration.ofMinutes(14)));
    }
}
