package org.deskferry.host.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deskferry.proto.v1.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PackingLineTest {
    private final List<Integer> handedOn = new ArrayList<>();

    @Test
    void handsOnInOrderWhatIsMadeInAnother() throws Exception {
        var second = new CountDownLatch(1);
        var line = line(2);
        line.add(() -> {
            await(second);
            return piece(0).get();
        });
        line.add(() -> {
            second.countDown();
            return piece(1).get();
        });
        assertEquals(List.of(), handedOn);
        line.finish();
        assertEquals(List.of(0, 1), handedOn);
    }

    @Test
    void holdsNoMoreThanItPacksAtOnce() throws Exception {
        var line = line(3);
        for (var number = 0; number < 10; number++) {
            line.add(piece(number));
        }
        assertEquals(IntStream.range(0, 7).boxed().toList(), handedOn);
        line.finish();
        assertEquals(IntStream.range(0, 10).boxed().toList(), handedOn);
    }

    @Test
    void packsOnTheThreadThatIsThereIfItIsToBeOne() throws Exception {
        var caller = Thread.currentThread();
        line(1).add(() -> {
            assertSame(caller, Thread.currentThread());
            return piece(5).get();
        });
        assertEquals(List.of(5), handedOn);
    }

    @Test
    void failsWithWhatCannotBePacked() throws Exception {
        var line = line(2);
        line.add(piece(0));
        line.add(() -> {
            throw new IllegalArgumentException("not this one");
        });
        var failure = assertThrows(IllegalStateException.class, line::finish);
        assertEquals("not this one", Objects.requireNonNull(failure.getCause()).getMessage());
        assertEquals(List.of(0), handedOn);
    }

    private PackingLine line(int width) {
        return new PackingLine(width, piece -> handedOn.add(piece.getPid()));
    }

    private static Supplier<Memory> piece(int number) {
        return () -> Memory.newBuilder().setPid(number).build();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
