package org.deskferry.app.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of a storm of news. */
final class InboxTest {
    private final Deque<Runnable> window = new ArrayDeque<>();
    private final Inbox<String> inbox = new Inbox<>(window::add);
    private final List<String> heard = new ArrayList<>();

    @Test
    void of_each_sender_only_the_last_word_is_heard() {
        for (int i = 1; i <= 500; i++) {
            say("wsa", i);
            say("wsb", i);
        }
        assertEquals(1, window.size(), "the window is called once for all");
        drain();
        assertEquals(List.of("wsa 500", "wsb 500"), heard);
        say("wsa", 501);
        drain();
        assertEquals(List.of("wsa 500", "wsb 500", "wsa 501"), heard);
    }

    @Test
    void many_senders_leave_the_window_time_in_between() {
        for (int i = 0; i < 100; i++) {
            say("ws" + i, 1);
        }
        window.remove().run();
        assertEquals(16, heard.size());
        drain();
        assertEquals(100, heard.size());
    }

    private void say(String sender, int number) {
        inbox.put(sender, () -> heard.add(sender + " " + number));
    }

    private void drain() {
        for (var next = window.poll(); next != null; next = window.poll()) {
            next.run();
        }
    }
}
