package org.deskferry.host.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deskferry.proto.v1.PageRun;
import org.deskferry.proto.v1.RepeatedRun;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final int SIZE = Pages.SIZE;
    private static final List<PageRun> THREE = List.of(run(0x10000, 1), zeros(0x11000, 4), run(0x20000, 2));

    private final Repeats repeats = new Repeats();
    private final byte[] pages = new byte[3 * SIZE];

    RepeatsTest() {
        new Random(1).nextBytes(pages);
    }

    @Test
    void whatComesAgainIsNamed() {
        assertSame(pages, repeats.refer(7, THREE, pages).rest());

        var mixed = new byte[4 * SIZE];
        System.arraycopy(pages, SIZE, mixed, SIZE, 2 * SIZE);
        System.arraycopy(pages, 0, mixed, 3 * SIZE, SIZE);
        mixed[0] = 1;
        var referred = repeats.refer(8, List.of(run(0x50000, 4)), mixed);
        assertArrayEquals(Arrays.copyOf(mixed, SIZE), referred.rest());
        assertEquals(List.of(repeated(SIZE, 0x20000, 2), repeated(3 * SIZE, 0x10000, 1)), referred.runs());
    }

    @Test
    void twiceInOnePieceIsLeftToThePacker() {
        var twice = Arrays.copyOf(pages, 4 * SIZE);
        System.arraycopy(pages, 0, twice, 3 * SIZE, SIZE);
        assertSame(twice, repeats.refer(7, List.of(run(0x10000, 4)), twice).rest());
    }

    @Test
    void nothingIsKnownOfTheRoundBefore() {
        var _ = repeats.refer(7, THREE, pages);
        repeats.clear();
        assertEquals(List.of(), repeats.refer(8, THREE, pages).runs());
    }

    private static PageRun run(long address, int pages) {
        return PageRun.newBuilder().setAddress(address).setPages(pages).build();
    }

    private static PageRun zeros(long address, int pages) {
        return run(address, pages).toBuilder().setZero(true).build();
    }

    private static RepeatedRun repeated(int offset, long address, int pages) {
        return RepeatedRun.newBuilder()
                .setOffset(offset)
                .setPid(7)
                .setAddress(address)
                .setPages(pages)
                .build();
    }
}
