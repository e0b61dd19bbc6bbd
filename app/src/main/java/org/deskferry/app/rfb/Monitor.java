package org.deskferry.app.rfb;

import java.io.IOException;
import java.util.function.Consumer;

/** The size of the remote screen, which the client may ask to change (rfbproto, sections 7.5.10 and 7.8.8). Thread-safe. */
final class Monitor {
    /** The change of whoever asked for it, where "1" is this client. */
    private static final int ASKED_HERE = 1;

    private final Consumer<byte[]> out;
    private boolean known;
    private int id;
    private int flags;
    private Area size = Area.NONE;
    private Area wanted = Area.NONE;

    Monitor(Consumer<byte[]> out) {
        this.out = out;
    }

    /** Asks for a size, at once or as soon as the server has said that it can be asked. */
    synchronized void resize(int width, int height) {
        wanted = new Area(0, 0, Math.clamp(width, 1, Canvas.MOST_WIDTH), Math.clamp(height, 1, Canvas.MOST_HEIGHT));
        ask();
    }

    private void ask() {
        if (known && !wanted.isEmpty() && !wanted.equals(size)) {
            out.accept(Requests.desktopSize(wanted.width(), wanted.height(), id, flags));
        }
    }

    /** Reads what an ExtendedDesktopSize says, and returns whether the screen has that size. */
    synchronized boolean read(Incoming in, Area said) throws IOException {
        int monitors = in.u8();
        in.skip(3);
        for (int i = 0; i < monitors; i++) {
            int number = in.s32();
            in.skip(4 * Short.BYTES);
            int itsFlags = in.s32();
            if (i == 0) {
                id = number;
                flags = itsFlags;
            }
        }
        boolean refused = said.x() == ASKED_HERE && said.y() != 0;
        if (refused) {
            return false;
        }
        size = new Area(0, 0, said.width(), said.height());
        if (!known) {
            known = true;
            ask();
        }
        return true;
    }
}
