package org.deskferry.app.viewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deskferry.app.rfb.Key;
import org.deskferry.app.rfb.Session;

/**
 * What a person does, for the session that there is at the moment. While the pod stands still keys wait for it to go on, in their
 * order, and with them those that the last session was not told of any more: nothing that is typed in a move is lost, or typed
 * twice. Thread-safe; nobody waits.
 */
final class Hands {
    /** More keys than these nobody types in a freeze. */
    private static final int MOST_WAITING = 2000;

    private final List<Key> waiting = new ArrayList<>();
    private Optional<Session> session = Optional.empty();
    private boolean works;
    private boolean keeps;
    private Optional<int[]> size = Optional.empty();
    private Optional<int[]> place = Optional.empty();
    private Optional<String> text = Optional.empty();

    /** The next session. */
    synchronized void prepare(Session next) {
        session = Optional.of(next);
    }

    /** From now on it is told what is done, and first what was done meanwhile. */
    synchronized void begin() {
        session.ifPresent(now -> {
            // Xvnc loses the first key that a keyboard brings if no layout has it, and Shift alone does nothing.
            now.outbox().put(new Key(KeyTable.SHIFT, true));
            now.outbox().put(new Key(KeyTable.SHIFT, false));
            waiting.forEach(now.outbox()::put);
            size.ifPresent(wanted -> now.resize(wanted[0], wanted[1]));
            // Buttons that were pressed before the freeze have been released by its X server.
            place.ifPresent(last -> now.point(last[0], last[1], 0));
            text.ifPresent(now::offer);
        });
        waiting.clear();
        works = true;
        keeps = false;
    }

    /** The session is over, whose X server was given {@code bytes}. If {@code passes}, the pod will go on in a moment. */
    synchronized void standStill(boolean passes, long bytes) {
        if (passes) {
            var untold = session.map(last -> last.outbox().untold(bytes)).orElse(List.of());
            waiting.addAll(0, untold);
        } else {
            waiting.clear();
        }
        session = Optional.empty();
        works = false;
        keeps = passes;
    }

    /** It will take longer: what was typed is forgotten, as nobody would expect it any more. */
    synchronized void letGo() {
        waiting.clear();
        keeps = false;
    }

    synchronized void key(int keysym, boolean down) {
        var key = new Key(keysym, down);
        if (works) {
            session.ifPresent(now -> now.outbox().put(key));
        } else if (keeps && waiting.size() < MOST_WAITING) {
            waiting.add(key);
        }
    }

    synchronized void point(int x, int y, int buttons) {
        place = Optional.of(new int[] {x, y});
        if (works) {
            session.ifPresent(now -> now.point(x, y, buttons));
        }
    }

    /** A text was cut or copied outside of the pod. */
    synchronized void offer(String copied) {
        text = Optional.of(copied);
        if (works) {
            session.ifPresent(now -> now.offer(copied));
        }
    }

    /** The window shows so many pixels. */
    synchronized void resize(int width, int height) {
        size = Optional.of(new int[] {width, height});
        if (works) {
            session.ifPresent(now -> now.resize(width, height));
        }
    }
}
