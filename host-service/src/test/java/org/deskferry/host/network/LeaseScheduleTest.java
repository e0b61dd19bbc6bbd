package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deskferry.proto.v1.Problem;
import org.junit.jupiter.api.Test;

final class LeaseScheduleTest {
    private static final String POD = "anna";
    private static final Instant START = Instant.parse("2030-01-01T12:00:00Z");
    private static final Problem PROBLEM =
            Problem.newBuilder().setReason("Nobody answers.").build();

    private final LeaseSchedule schedule = new LeaseSchedule();

    @Test
    void whatIsNotKnownIsDueAtOnceAndOnce() {
        assertTrue(schedule.take(POD, START));
        assertFalse(schedule.take(POD, START.plus(Duration.ofDays(1))), "it is under way");
    }

    @Test
    void aLeaseIsRenewedAtHalfItsLength() {
        schedule.renewed(POD, Duration.ofMinutes(10), START);
        assertEquals(Optional.of(at(600)), schedule.end(POD));
        assertFalse(schedule.take(POD, at(299)));
        assertTrue(schedule.take(POD, at(300)));
    }

    @Test
    void aTinyLeaseDoesNotKeepTheMachineBusy() {
        schedule.renewed(POD, Duration.ofSeconds(1), START);
        assertFalse(schedule.take(POD, at(4)));
        assertTrue(schedule.take(POD, at(5)));
    }

    @Test
    void whatFailsIsTriedAgainEverMoreSeldomUntilItSucceeds() {
        var now = START;
        for (var pause : List.of(10, 20, 40, 80, 160, 320, 600, 600)) {
            schedule.failed(POD, PROBLEM, now);
            assertEquals(Optional.of(PROBLEM), schedule.problem(POD));
            assertFalse(schedule.take(POD, now.plusSeconds(pause - 1)), "before " + pause + " s");
            now = now.plusSeconds(pause);
            assertTrue(schedule.take(POD, now), "after " + pause + " s");
        }
        schedule.renewed(POD, Duration.ofMinutes(10), now);
        assertEquals(Optional.empty(), schedule.problem(POD));
        schedule.failed(POD, PROBLEM, now);
        assertTrue(schedule.take(POD, now.plusSeconds(10)));
    }

    @Test
    void whatCouldNotBeTriedIsNoFailure() {
        schedule.renewed(POD, Duration.ofMinutes(10), START);
        assertTrue(schedule.take(POD, at(300)));
        schedule.putOff(POD, at(300));
        assertEquals(Optional.empty(), schedule.problem(POD));
        assertTrue(schedule.take(POD, at(305)));
    }

    @Test
    void aPodThatLeftAndComesBackIsNotKnown() {
        schedule.renewed(POD, Duration.ofMinutes(10), START);
        schedule.keepOnly(List.of());
        assertTrue(schedule.take(POD, at(1)));
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
