package org.deskferry.host.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.host.move.StreamLostException;
import org.deskferry.proto.v1.Again;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.Wake;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Inbox inbox = new Inbox();

    @Test
    void givesWhatCameInAnotherOrderInItsOwn() throws Exception {
        for (var number : new long[] {2, 4, 1, 3}) {
            put(number);
        }
        assertEquals(List.of(1L, 2L, 3L, 4L), received(4));
    }

    @Test
    void waitsForWhatIsDue() {
        put(2);
        var lost = assertThrows(StreamLostException.class, () -> inbox.receive(SHORT));
        assertEquals("it said nothing for 0 s", lost.getMessage());
    }

    @Test
    void takesWithoutNumbersAsItComes() throws Exception {
        inbox.put(saying(0, 7), () -> {});
        inbox.put(saying(0, 8), () -> {});
        assertEquals(7, inbox.receive(SHORT).getWake().getCheckpointFiles());
        assertEquals(8, inbox.receive(SHORT).getWake().getCheckpointFiles());
    }

    @Test
    void losesAStreamThatSaysSomethingTwice() throws Exception {
        put(1);
        put(1);
        received(1);
        assertEquals("it said something twice", loss(inbox));

        var other = new Inbox();
        other.put(saying(2, 0), () -> {});
        other.put(saying(2, 0), () -> {});
        assertEquals("it said something twice", loss(other));
    }

    @Test
    void isLostOnlyAfterWhatWasSaid() throws Exception {
        put(1);
        inbox.lose("gone");
        put(2);
        assertEquals(List.of(1L), received(1));
        for (var again = 0; again < 2; again++) {
            assertEquals("gone", loss(inbox));
        }
    }

    /** What comes then comes by the first connection. */
    @Test
    void doesNotNeedAnAddedConnectionOnceTheWakeIsDue() throws Exception {
        inbox.put(
                ToDestination.newBuilder()
                        .setNumber(1)
                        .setAgain(Again.getDefaultInstance())
                        .build(),
                () -> {});
        put(3);
        inbox.loseLane("broke");
        received(1);
        assertEquals("broke", loss(inbox));

        var other = new Inbox();
        other.put(saying(1, 0), () -> {});
        other.loseLane("broke");
        other.put(saying(2, 5), () -> {});
        other.receive(SHORT);
        assertEquals(5, other.receive(SHORT).getWake().getCheckpointFiles());
    }

    private static String loss(Inbox of) {
        return String.valueOf(
                assertThrows(StreamLostException.class, () -> of.receive(SHORT)).getMessage());
    }

    @Test
    void tellsWhenSomethingIsTakenAndNotBefore() throws Exception {
        var taken = new ArrayList<Integer>();
        inbox.put(saying(2, 0), () -> taken.add(2));
        inbox.put(saying(1, 0), () -> taken.add(1));
        assertEquals(List.of(), taken);
        received(1);
        assertEquals(List.of(1), taken);
        received(1);
        assertEquals(List.of(1, 2), taken);
    }

    private void put(long number) {
        inbox.put(saying(number, 0), () -> {});
    }

    private List<Long> received(int count) throws InterruptedException {
        var numbers = new ArrayList<Long>();
        while (numbers.size() < count) {
            numbers.add(inbox.receive(SHORT).getNumber());
        }
        return numbers;
    }

    private static ToDestination saying(long number, int files) {
        return ToDestination.newBuilder()
                .setNumber(number)
                .setWake(Wake.newBuilder().setCheckpointFiles(files))
                .build();
    }
}
