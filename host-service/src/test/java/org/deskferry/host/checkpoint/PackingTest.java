package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackingTest {
    private static final int LENGTH = 100_000;

    /** As memory is: much of it has been there before, some bytes further on. */
    private static byte[] words() {
        var random = new Random(7);
        var words = new byte[500][];
        for (var word = 0; word < words.length; word++) {
            words[word] = new byte[3 + random.nextInt(30)];
            random.nextBytes(words[word]);
        }
        var bytes = ByteBuffer.allocate(LENGTH);
        while (bytes.hasRemaining()) {
            var word = words[random.nextInt(1 + random.nextInt(words.length))];
            bytes.put(word, 0, Math.min(word.length, bytes.remaining()));
        }
        return bytes.array();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPackedComesBack(Packing packing) {
        var packed = packing.pack(words());
        assertTrue(packed.length < LENGTH);
        assertArrayEquals(words(), Packing.unpack(packed, LENGTH).orElseThrow());
        assertEquals(Optional.empty(), Packing.unpack(packed, LENGTH - 1));
        assertEquals(Optional.empty(), Packing.unpack(packed, LENGTH + 1));
        assertEquals(Optional.empty(), Packing.unpack(Arrays.copyOf(packed, packed.length - 1), LENGTH));
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotShrinkStaysAsItIs(Packing packing) {
        var noise = new byte[LENGTH];
        new Random(7).nextBytes(noise);
        assertSame(noise, packing.pack(noise));
        assertSame(noise, Packing.unpack(noise, LENGTH).orElseThrow());
        assertEquals(0, packing.pack(new byte[0]).length);
    }

    @Test
    void theHarderTheShorter() {
        var lengths = Arrays.stream(Packing.values())
                .map(packing -> packing.pack(words()).length)
                .toList();
        assertEquals(lengths.stream().sorted(Comparator.reverseOrder()).toList(), lengths);
        assertTrue(lengths.getLast() < lengths.getFirst());
    }

    @Test
    void whatNobodyPackedIsRefused() {
        for (var method : new byte[] {0, 3, -1}) {
            var packed = Packing.LZ4.pack(words());
            packed[0] = method;
            assertEquals(Optional.empty(), Packing.unpack(packed, LENGTH));
        }
        assertEquals(Optional.empty(), Packing.unpack(new byte[0], LENGTH));
        assertEquals(Optional.empty(), Packing.unpack(new byte[] {2}, LENGTH));
    }
}
