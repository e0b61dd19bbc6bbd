package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EffortTest {
    private static final int PIECES = 8;

    private final Effort effort = new Effort();

    private void pieces(int count, long packing, long waiting) {
        for (var piece = 0; piece < count; piece++) {
            effort.waited(waiting);
            effort.packed(packing);
        }
    }

    @Test
    void aSlowLinkGetsLess() {
        pieces(PIECES - 1, 100, 1000);
        assertEquals(Packing.LZ4, effort.packing());
        pieces(1, 100, 1000);
        assertEquals(Packing.ZSTD_1, effort.packing());
        pieces(12 * PIECES, 100, 1000);
        assertEquals(Packing.ZSTD_6, effort.packing());
    }

    @Test
    void aFastLinkIsNotKeptWaiting() {
        pieces(12 * PIECES, 100, 10);
        assertEquals(Packing.LZ4, effort.packing());
        pieces(2 * PIECES, 100, 1000);
        assertEquals(Packing.ZSTD_3, effort.packing());
        pieces(PIECES, 1000, 100);
        assertEquals(Packing.ZSTD_1, effort.packing());
    }

    @Test
    void nothingChangesWhereBothTakeAsLong() {
        pieces(PIECES, 100, 1000);
        pieces(12 * PIECES, 100, 200);
        assertEquals(Packing.ZSTD_1, effort.packing());
        pieces(12 * PIECES, 200, 100);
        assertEquals(Packing.ZSTD_1, effort.packing());
    }
}
