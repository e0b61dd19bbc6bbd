package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_800_000_000);
    private static final int LAST = Course.SLOTS - 1;

    private final Course course = new Course();

    @Test
    void nothingIsKnownAtFirst() {
        assertEquals(0, known());
    }

    @Test
    void theMostOfASlotCounts() {
        course.note(BEGIN, 0.2);
        course.note(BEGIN.plusSeconds(1), 0.7);
        course.note(BEGIN.plusSeconds(4), 0.1);
        assertEquals(1, known());
        assertEquals(0.7, course.share(LAST));
    }

    @Test
    void whatIsOlderIsFurtherLeft() {
        course.note(BEGIN, 0.1);
        course.note(BEGIN.plusSeconds(5), 0.2);
        course.note(BEGIN.plusSeconds(20), 0.3);
        assertEquals(0.3, course.share(LAST));
        assertEquals(Double.NaN, course.share(LAST - 1), "nothing was noted then");
        assertEquals(0.2, course.share(LAST - 3));
        assertEquals(0.1, course.share(LAST - 4));
        assertEquals(3, known());
    }

    @Test
    void afterFiveMinutesItIsForgotten() {
        course.note(BEGIN, 0.1);
        for (var second = 5; second <= 5 * Course.SLOTS; second += 5) {
            course.note(BEGIN.plusSeconds(second), 0.5);
        }
        assertEquals(Course.SLOTS, known());
        assertEquals(0.5, course.share(0));
        course.note(BEGIN.plusSeconds(100_000), 0.9);
        assertEquals(1, known());
    }

    @Test
    void aClockThatWasSetBackDoesNoHarm() {
        course.note(BEGIN, 0.1);
        course.note(BEGIN.minusSeconds(1000), 0.4);
        assertEquals(0.4, course.share(LAST));
        assertEquals(1, known());
    }

    private long known() {
        return IntStream.range(0, Course.SLOTS)
                .filter(slot -> !Double.isNaN(course.share(slot)))
                .count();
    }
}
