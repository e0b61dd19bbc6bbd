package org.deskferry.host.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.move.StreamLostException;
import org.deskferry.proto.v1.ToDestination;

/**
 * What the source of a move says, in its order, whatever connections it comes by. It is as large as its connections let it become: each brings what
 * it has in order, so what is due can always come. Thread-safe.
 */
final class Inbox {
    private final BlockingQueue<Event> due = new LinkedBlockingQueue<>();
    private final Map<Long, Event.Message> early = new HashMap<>();
    private long next = 1;
    private boolean lost;
    private boolean wakeIsDue;

    private sealed interface Event {
        record Message(ToDestination message, Runnable taken) implements Event {}

        record Lost(String reason) implements Event {}
    }

    /**
     * Takes a message.
     *
     * @param taken is run when somebody has received it
     */
    synchronized void put(ToDestination message, Runnable taken) {
        if (lost) {
            return;
        }
        var number = message.getNumber() == 0 ? next : message.getNumber();
        if (number < next || early.putIfAbsent(number, new Event.Message(message, taken)) != null) {
            lose("it said something twice");
            return;
        }
        for (var event = early.remove(next); event != null; event = early.remove(next)) {
            due.add(event);
            next++;
            wakeIsDue |= event.message().hasWake();
        }
    }

    /** Nothing more comes after what is due now. */
    synchronized void lose(String reason) {
        lost = true;
        early.clear();
        due.add(new Event.Lost(reason));
    }

    /** The same, because of an added connection: what comes after the wake does not need it any more. */
    synchronized void loseLane(String reason) {
        if (!wakeIsDue) {
            lose(reason);
        }
    }

    /** As {@link org.deskferry.host.move.FromPeer#receive}. */
    ToDestination receive(Duration limit) throws InterruptedException {
        var event = due.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        return switch (event) {
            case null -> throw new StreamLostException("it said nothing for " + limit.toSeconds() + " s");
            case Event.Lost lost -> {
                due.add(lost);
                throw new StreamLostException(lost.reason());
            }
            case Event.Message(var message, var taken) -> {
                taken.run();
                yield message;
            }
        };
    }
}
