package org.deskferry.app.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server that was lost in the middle of something still has to be told. */
final class OutboxTest {
    private static final int KEY_BYTES = 8;

    private final Outbox outbox = new Outbox();

    private void keys(Key... keys) {
        for (var key : keys) {
            outbox.put(key);
        }
    }

    @Test
    void all_is_said_in_order_and_at_once() throws InterruptedException {
        outbox.put(new byte[] {1, 2});
        keys(new Key('a', true));
        assertEquals(2 + KEY_BYTES, outbox.take().length);
    }

    @Test
    void what_was_not_told_is_told_again_and_nothing_else() throws InterruptedException {
        keys(new Key('a', true), new Key('a', false), new Key('b', true));
        var _ = outbox.take();
        keys(new Key('b', false));
        assertEquals(List.of(new Key('b', true), new Key('b', false)), outbox.untold(2 * KEY_BYTES));
        assertEquals(List.of(new Key('b', true), new Key('b', false)), outbox.untold(3 * KEY_BYTES - 1));
    }

    @Test
    void a_letter_whose_key_is_still_down_is_not_typed_again() throws InterruptedException {
        keys(new Key('a', true), new Key(0xffe5, true));
        var _ = outbox.take();
        keys(new Key('a', false));
        assertEquals(List.of(new Key('a', false)), outbox.untold(2 * KEY_BYTES));
    }

    @Test
    void what_is_typed_after_the_end_is_untold() throws InterruptedException {
        keys(new Key('a', true), new Key('a', false));
        var _ = outbox.take();
        outbox.close();
        keys(new Key('b', true), new Key('b', false));
        assertEquals(0, outbox.take().length);
        assertEquals(List.of(new Key('b', true), new Key('b', false)), outbox.untold(2 * KEY_BYTES));
    }

    /** The server lets go of it when it is left: Ctrl+C would become a plain c. */
    @Test
    void a_modifier_that_is_held_is_pressed_again() throws InterruptedException {
        keys(new Key(0xffe3, true), new Key('c', true));
        var _ = outbox.take();
        assertEquals(List.of(new Key(0xffe3, true), new Key('c', true)), outbox.untold(KEY_BYTES));
    }

    @Test
    void keys_long_ago_are_forgotten_but_not_that_they_are_held() throws InterruptedException {
        keys(new Key(0xffe1, true));
        for (int i = 0; i < 10_000; i++) {
            keys(new Key('x', true), new Key('x', false));
            var _ = outbox.take();
        }
        assertEquals(List.of(new Key(0xffe1, true)), outbox.untold(Long.MAX_VALUE));
    }

    @Test
    void the_pointer_jumps_but_never_over_a_click() throws InterruptedException {
        outbox.putPointer(new byte[] {1}, 0);
        outbox.putPointer(new byte[] {2}, 0);
        outbox.putPointer(new byte[] {3}, 1);
        outbox.putPointer(new byte[] {4}, 1);
        outbox.putPointer(new byte[] {5}, 1);
        outbox.putPointer(new byte[] {6}, 0);
        assertEquals(List.of((byte) 2, (byte) 3, (byte) 5, (byte) 6), bytes(outbox.take()));
    }

    private static List<Byte> bytes(byte[] bytes) {
        var list = new java.util.ArrayList<Byte>();
        for (byte one : bytes) {
            list.add(one);
        }
        return list;
    }

    @Test
    void who_waits_is_told_of_the_end() throws InterruptedException {
        var waiting = Thread.ofVirtual().start(outbox::close);
        assertEquals(0, outbox.take().length);
        waiting.join();
    }
}
