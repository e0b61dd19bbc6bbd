package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Random;
import org.deskferry.proto.v1.PooledRun;
import org.junit.jupiter.api.Test;

class PoolIndexTest {
    private final PoolIndex index = new PoolIndex();
    private final byte[] pages = pages(3);

    @Test
    void whatTheDestinationHadIsReferredTo() {
        assertTrue(index.know(hashes(pages, 0, 1)));
        assertTrue(index.add(pages, 2 * PoolIndex.PAGE));
        var referred = index.refer(pages);
        assertEquals(0, referred.rest().length);
        assertEquals(List.of(run(0, 0, 3)), referred.runs());
    }

    @Test
    void pagesThatItDoesNotHaveStay() {
        assertTrue(index.know(hashes(pages, 1)));
        var referred = index.refer(pages);
        assertEquals(2 * PoolIndex.PAGE, referred.rest().length);
        assertEquals(List.of(run(PoolIndex.PAGE, 0, 1)), referred.runs());
    }

    @Test
    void whatIsNoListOfHashesIsRefused() {
        assertFalse(index.know(ByteString.copyFrom(new byte[17])));
        assertArrayEquals(pages, index.refer(pages).rest());
    }

    @Test
    void moreThanTheAllowedAreRefused() {
        var half = ByteString.copyFrom(new byte[PoolIndex.MOST_KNOWN / 2 * 16]);
        assertTrue(index.know(half));
        assertTrue(index.know(half));
        assertFalse(index.know(ByteString.copyFrom(new byte[16])));
    }

    private static ByteString hashes(byte[] pages, int... numbers) {
        var all = ByteString.EMPTY;
        for (var number : numbers) {
            var hash = Digests.bigEndian(PoolIndex.hash(pages, number * PoolIndex.PAGE));
            all = all.concat(ByteString.copyFrom(hash));
        }
        return all;
    }

    private static PooledRun run(int offset, int first, int count) {
        return PooledRun.newBuilder()
                .setOffset(offset)
                .setFirst(first)
                .setPages(count)
                .build();
    }

    private static byte[] pages(int count) {
        var bytes = new byte[count * PoolIndex.PAGE];
        new Random(3).nextBytes(bytes);
        return bytes;
    }
}
