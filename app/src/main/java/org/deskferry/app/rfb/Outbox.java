package org.deskferry.app.rfb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be said to the server, in order. Nobody who puts something in waits. It knows which keys a server that has taken so many
 * bytes was not told of, so that these can be told to the next one. Thread-safe.
 */
public final class Outbox {
    private static final int LARGEST_PIECE = 16 * 1024;
    /** More keys than these are not under way at a time. */
    private static final int REMEMBERED = 4096;

    private final Deque<Message> waiting = new ArrayDeque<>();
    private final Deque<Message> taken = new ArrayDeque<>();
    private final Set<Integer> heldBefore = new LinkedHashSet<>();
    private long position;
    private int lastButtons;
    private boolean closed;

    private enum Kind {
        OTHER,
        KEY,
        MOTION
    }

    /** {@code key} is one for that kind only. {@code end}: how many bytes were taken with it. */
    private record Message(Kind kind, ByteBuffer bytes, Key key, long end) {
        Message upTo(long position) {
            return new Message(kind, bytes, key, position);
        }
    }

    private static final Key NO_KEY = new Key(0, false);

    void put(byte[] message) {
        add(new Message(Kind.OTHER, ByteBuffer.wrap(message), NO_KEY, 0));
    }

    /** Presses or releases a key. */
    public void put(Key key) {
        add(new Message(Kind.KEY, ByteBuffer.wrap(Requests.key(key.keysym(), key.down())), key, 0));
    }

    /** Tells where the pointer is; a place that it has left before anybody was told is left out. */
    synchronized void putPointer(byte[] message, int buttons) {
        var last = waiting.peekLast();
        boolean moves = buttons == lastButtons;
        if (moves && last != null && last.kind() == Kind.MOTION) {
            waiting.removeLast();
        }
        lastButtons = buttons;
        add(new Message(moves ? Kind.MOTION : Kind.OTHER, ByteBuffer.wrap(message), NO_KEY, 0));
    }

    private synchronized void add(Message message) {
        // Also after the end: until everybody has heard of that, somebody may type.
        waiting.add(message);
        notifyAll();
    }

    /** Waits for the next bytes to send; empty once it is closed. */
    public synchronized byte[] take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        var piece = new ByteArrayOutputStream();
        while (!closed && !waiting.isEmpty() && (piece.size() == 0 || fits(piece, waiting.getFirst()))) {
            var message = waiting.removeFirst();
            piece.writeBytes(message.bytes().array());
            position += message.bytes().capacity();
            if (message.kind() == Kind.KEY) {
                remember(message.upTo(position));
            }
        }
        return piece.toByteArray();
    }

    private static boolean fits(ByteArrayOutputStream piece, Message message) {
        return piece.size() + message.bytes().capacity() <= LARGEST_PIECE;
    }

    private void remember(Message message) {
        taken.add(message);
        if (taken.size() > REMEMBERED) {
            apply(taken.removeFirst().key(), heldBefore);
        }
    }

    /** Gives nothing more to send. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /**
     * The keys that a server was not told of that was given {@code bytes} of what was taken; before them those modifiers that it was told of
     * as pressed, and not yet as released: it releases them when it is left. Any other key has been typed with being pressed.
     */
    public synchronized List<Key> untold(long bytes) {
        var held = new LinkedHashSet<>(heldBefore);
        taken.stream().filter(message -> message.end() <= bytes).forEach(message -> apply(message.key(), held));
        var keys = new ArrayList<Key>();
        held.stream().map(keysym -> new Key(keysym, true)).filter(Key::modifies).forEach(keys::add);
        taken.stream()
                .filter(message -> message.end() > bytes)
                .map(Message::key)
                .forEach(keys::add);
        waiting.stream()
                .filter(message -> message.kind() == Kind.KEY)
                .map(Message::key)
                .forEach(keys::add);
        return keys;
    }

    private static void apply(Key key, Set<Integer> held) {
        if (key.down()) {
            held.add(key.keysym());
        } else {
            held.remove(key.keysym());
        }
    }
}
