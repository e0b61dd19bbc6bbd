package org.deskferry.app.rfb;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * A session with a server, from the greeting on: hears what the screen shows and tells what a person does (RFC 6143, sections 7.5
 * and 7.6). One thread {@link #run}s it; what it has to say is in its outbox, for another to send. The rest is thread-safe.
 */
public final class Session {
    private static final List<Integer> ENCODINGS = List.of(
            Codes.TIGHT,
            Codes.ZRLE,
            Codes.COPY_RECT,
            Codes.RAW,
            Codes.COMPRESS_LEVEL_0 + 1,
            Codes.DESKTOP_SIZE,
            Codes.EXTENDED_DESKTOP_SIZE,
            Codes.LAST_RECT,
            Codes.CURSOR_WITH_ALPHA,
            Codes.CURSOR,
            Codes.FENCE,
            Codes.CONTINUOUS_UPDATES,
            Codes.EXTENDED_MOUSE_BUTTONS,
            Codes.EXTENDED_CLIPBOARD);
    private static final int UNTIL_LAST = 0xffff;
    private static final int MOST_FENCE = 64;
    /** BlockBefore, BlockAfter and SyncNext, which all hold by themselves where everything is done in order. */
    private static final int FENCE_FLAGS = 7;

    private static final int FENCE_REQUEST = 1 << 31;

    private final Incoming in;
    private final Outbox outbox = new Outbox();
    private final Listener listener;
    private final Clipboard clipboard;
    private final Monitor monitor = new Monitor(outbox::put);
    private final Map<Integer, Encoding> encodings;
    private volatile boolean manyButtons;
    private boolean continuous;

    public Session(InputStream in, Listener listener) {
        this.in = new Incoming(in);
        this.listener = listener;
        this.clipboard = new Clipboard(outbox::put, listener::copied);
        this.encodings = Map.of(
                Codes.RAW, new RawEncoding(),
                Codes.COPY_RECT, new CopyRectEncoding(),
                Codes.ZRLE, new ZrleEncoding(),
                Codes.TIGHT, new TightEncoding());
    }

    /** What it has to say. */
    public Outbox outbox() {
        return outbox;
    }

    /**
     * Goes on until the server hangs up.
     *
     * @throws RfbException if the server does what it may not
     * @throws IOException if it is lost
     */
    public void run() throws IOException {
        var canvas = Greeting.exchange(in, outbox::put);
        listener.sized(canvas);
        outbox.put(Requests.pixelFormat());
        outbox.put(Requests.encodings(ENCODINGS));
        outbox.put(Requests.update(false, whole(canvas)));
        while (true) {
            canvas = readMessage(canvas);
        }
    }

    /** The pointer is there with these buttons pressed: bit 0 the left one, 1 middle, 2 right, 3 to 6 the wheel, 7 back, 8 forward. */
    public void point(int x, int y, int buttons) {
        outbox.putPointer(Requests.pointer(x, y, buttons, manyButtons), buttons);
    }

    /** A text was cut or copied on this side. */
    public void offer(String text) {
        clipboard.offer(text);
    }

    /** Asks for another size of the screen; the server may refuse, or know no such thing. */
    public void resize(int width, int height) {
        monitor.resize(width, height);
    }

    private Canvas readMessage(Canvas canvas) throws IOException {
        int type = in.u8();
        switch (type) {
            case Codes.UPDATE -> {
                return readUpdate(canvas);
            }
            case Codes.COLOUR_MAP -> {
                in.skip(3);
                in.skip(6L * in.u16());
            }
            case Codes.BELL -> listener.rang();
            case Codes.CUT_TEXT -> clipboard.read(in);
            case Codes.END_OF_CONTINUOUS_UPDATES -> {
                // Said for the first time it means that they can be had.
                continuous = !continuous;
                if (continuous) {
                    outbox.put(Requests.continuousUpdates(whole(canvas)));
                }
            }
            case Codes.SERVER_FENCE -> answerFence();
            default -> throw new RfbException("sent a message of the unknown type " + type);
        }
        return canvas;
    }

    private void answerFence() throws IOException {
        in.skip(3);
        int flags = in.s32();
        int length = in.u8();
        if (length > MOST_FENCE) {
            throw new RfbException("sent a fence of " + length + " bytes");
        }
        var payload = in.bytes(length);
        if ((flags & FENCE_REQUEST) != 0) {
            outbox.put(Requests.fence(flags & FENCE_FLAGS, payload));
        }
    }

    private Canvas readUpdate(Canvas before) throws IOException {
        in.skip(1);
        int count = in.u16();
        var canvas = before;
        var changed = Area.NONE;
        for (int i = 0; count == UNTIL_LAST || i < count; i++) {
            var area = new Area(in.u16(), in.u16(), in.u16(), in.u16());
            int encoding = in.s32();
            if (encoding == Codes.LAST_RECT) {
                break;
            }
            var painter = encodings.get(encoding);
            if (painter != null) {
                if (!area.fits(canvas.width(), canvas.height())) {
                    throw new RfbException("paints outside of its screen");
                }
                painter.read(in, area, canvas);
                changed = changed.and(area);
                continue;
            }
            var fresh = readPseudo(encoding, area, canvas);
            changed = fresh == canvas ? changed : Area.NONE;
            canvas = fresh;
        }
        if (!changed.isEmpty()) {
            listener.painted(canvas, changed);
        }
        if (canvas != before && continuous) {
            outbox.put(Requests.continuousUpdates(whole(canvas)));
        }
        if (!continuous) {
            outbox.put(Requests.update(canvas == before, whole(canvas)));
        }
        return canvas;
    }

    /** What is no pixels but is told like pixels; returns the canvas from now on. */
    private Canvas readPseudo(int encoding, Area area, Canvas canvas) throws IOException {
        switch (encoding) {
            case Codes.DESKTOP_SIZE -> {
                return sized(area, canvas);
            }
            case Codes.EXTENDED_DESKTOP_SIZE -> {
                return monitor.read(in, area) ? sized(area, canvas) : canvas;
            }
            case Codes.CURSOR -> listener.pointed(PointerReader.masked(in, area));
            case Codes.CURSOR_WITH_ALPHA -> listener.pointed(PointerReader.translucent(in, area));
            case Codes.EXTENDED_MOUSE_BUTTONS -> manyButtons = true;
            default -> throw new RfbException("sent pixels in the unknown encoding " + encoding);
        }
        return canvas;
    }

    private Canvas sized(Area area, Canvas canvas) throws RfbException {
        if (area.width() == canvas.width() && area.height() == canvas.height()) {
            return canvas;
        }
        var fresh = Canvas.of(area.width(), area.height());
        listener.sized(fresh);
        return fresh;
    }

    private static Area whole(Canvas canvas) {
        return new Area(0, 0, canvas.width(), canvas.height());
    }
}
