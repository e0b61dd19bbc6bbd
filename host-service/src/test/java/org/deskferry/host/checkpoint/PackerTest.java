package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PackerTest {
    private static final int PIECES = 8;
    private static final long LONG = 1_000_000_000_000L;

    private final Packer packer = new Packer();

    private void pieces(int length, long wire, long pace) {
        packer.waited(wire, pace);
        for (var piece = 0; piece < PIECES; piece++) {
            packer.pack(new byte[length]);
        }
    }

    @Test
    void whatIsSmallShowsNothing() {
        pieces(1000, LONG, LONG);
        assertEquals(Packing.LZ4, packer.packing());
    }

    @Test
    void aSlowWireIsSlowForAPodThatStandsStillToo() {
        pieces(20_000, LONG, 0);
        assertEquals(Packing.ZSTD_1, packer.packing());
        packer.hurry(true);
        assertEquals(Packing.ZSTD_1, packer.packing());
    }

    @Test
    void aPodThatStandsStillMayUseAllOfTheWire() {
        pieces(20_000, 0, LONG);
        assertEquals(Packing.ZSTD_1, packer.packing());
        packer.hurry(true);
        assertEquals(Packing.LZ4, packer.packing());
        packer.hurry(false);
        assertEquals(Packing.ZSTD_1, packer.packing());
    }
}
