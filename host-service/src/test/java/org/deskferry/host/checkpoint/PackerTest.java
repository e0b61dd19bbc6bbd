package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PackerTest {
    private static final int PIECES = 8;

    private final Packer packer = new Packer();

    private void pieces(int count, long packing, long waiting) {
        for (var piece = 0; piece < count; piece++) {
            packer.waited(waiting);
            packer.packed(packing);
        }
    }

    @Test
    void aSlowLinkGetsLess() {
        pieces(PIECES - 1, 100, 1000);
        assertEquals(Packing.LZ4, packer.packing());
        pieces(1, 100, 1000);
        assertEquals(Packing.ZSTD_1, packer.packing());
        pieces(12 * PIECES, 100, 1000);
        assertEquals(Packing.ZSTD_6, packer.packing());
    }

    @Test
    void aFastLinkIsNotKeptWaiting() {
        pieces(12 * PIECES, 100, 10);
        assertEquals(Packing.LZ4, packer.packing());
        pieces(2 * PIECES, 100, 1000);
        assertEquals(Packing.ZSTD_3, packer.packing());
        pieces(PIECES, 1000, 100);
        assertEquals(Packing.ZSTD_1, packer.packing());
    }

    @Test
    void nothingChangesWhereBothTakeAsLong() {
        pieces(PIECES, 100, 1000);
        pieces(12 * PIECES, 100, 200);
        assertEquals(Packing.ZSTD_1, packer.packing());
        pieces(12 * PIECES, 200, 100);
        assertEquals(Packing.ZSTD_1, packer.packing());
    }

    @Test
    void whatIsSmallShowsNothing() {
        packer.waited(1_000_000_000_000L);
        for (var piece = 0; piece < 100; piece++) {
            packer.pack(new byte[1000]);
        }
        assertEquals(Packing.LZ4, packer.packing());
    }
}
