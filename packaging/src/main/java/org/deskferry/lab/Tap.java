package org.deskferry.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;

/** A port in the lab through which a workstation can be reached, and where what goes there can be spoiled on the way. */
final class Tap implements AutoCloseable {
    private static final String HOST = "10.77.0.200";

    private final Doorway doorway;
    private final AtomicReference<Spoiler> next;

    /** What happens to the next piece that comes by. */
    enum Spoiler {
        NONE,
        /** One of its bits is turned. */
        CORRUPT,
        /** Its second half is lost, and the connection with it. */
        TRUNCATE
    }

    private Tap(Doorway doorway, AtomicReference<Spoiler> next) {
        this.doorway = doorway;
        this.next = next;
    }

    /** At the lab's peer, to {@code workstation}. */
    static Tap to(Lab lab, Workstation workstation) {
        var member = workstation.member();
        var next = new AtomicReference<>(Spoiler.NONE);
        return new Tap(
                Doorway.inside(
                        lab.peer(),
                        HOST,
                        member.host(),
                        member.port(),
                        (piece, from) -> spoil(next.getAndSet(Spoiler.NONE), piece, from)),
                next);
    }

    /** "host:port", for workstations. */
    String address() {
        return HOST + ":" + doorway.port();
    }

    void spoil(Spoiler spoiler) {
        next.set(spoiler);
    }

    private static void spoil(Spoiler spoiler, ByteBuffer piece, SocketChannel from) throws IOException {
        switch (spoiler) {
            case NONE -> {}
            case CORRUPT -> {
                var middle = piece.limit() / 2;
                piece.put(middle, (byte) (piece.get(middle) ^ 1));
            }
            case TRUNCATE -> {
                piece.limit(piece.limit() / 2);
                from.close();
            }
        }
    }

    @Override
    public void close() {
        doorway.close();
    }
}
