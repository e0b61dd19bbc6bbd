package org.deskferry.app.fleet;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Executor;

/**
 * News for the FX thread, of which only the last of each sender is kept: a storm of them costs no more than the thread can
 * take, and leaves it time to draw. Thread-safe.
 */
final class Inbox<S> {
    // A few milliseconds of work.
    private static final int AT_ONCE = 16;

    private final Executor window;
    private final SequencedMap<S, Runnable> news = new LinkedHashMap<>();
    private boolean called;

    /** {@code window}: runs on the FX thread what it is given, in that order. */
    Inbox(Executor window) {
        this.window = window;
    }

    /** In place of what the sender has said before and nobody has looked at yet. */
    synchronized void put(S sender, Runnable said) {
        news.put(sender, said);
        if (!called) {
            called = true;
            window.execute(this::look);
        }
    }

    private void look() {
        for (int i = 0; i < AT_ONCE; i++) {
            next().run();
        }
        goOn();
    }

    private synchronized Runnable next() {
        var first = news.pollFirstEntry();
        return first == null ? () -> {} : first.getValue();
    }

    private synchronized void goOn() {
        called = !news.isEmpty();
        if (called) {
            window.execute(this::look);
        }
    }
}
