package org.deskferry.app.rfb;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The text that was last cut or copied, on both sides: by the Extended Clipboard (rfbproto, sections 7.5.6 and 7.6.4) where the
 * server has it, which is asked for a text when it has a new one and asks for ours when a program wants it; else in Latin-1
 * (RFC 6143, sections 7.5.6 and 7.6.4).
 */
final class Clipboard {
    /** Of a text, in bytes. What is longer is left where it is. */
    static final int LONGEST = 4 << 20;

    private static final int TEXT = 1;
    private static final int CAPS = 1 << 24;
    private static final int REQUEST = 1 << 25;
    private static final int PEEK = 1 << 26;
    private static final int NOTIFY = 1 << 27;
    private static final int PROVIDE = 1 << 28;
    private static final byte[] NONE = {};

    private final Consumer<byte[]> out;
    private final Consumer<String> heard;
    private boolean extended;
    private String ours = "";

    Clipboard(Consumer<byte[]> out, Consumer<String> heard) {
        this.out = out;
        this.heard = heard;
    }

    /** There is a new text on this side. */
    synchronized void offer(String text) {
        ours = text;
        if (extended) {
            out.accept(Requests.extendedCutText(NOTIFY | TEXT, NONE));
        } else if (text.length() <= LONGEST) {
            out.accept(Requests.cutText(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    /** Reads a ServerCutText, from behind its type. */
    void read(Incoming in) throws IOException {
        in.skip(3);
        int length = in.s32();
        if (length >= 0) {
            readLatin(in, length);
        } else {
            readExtended(in, -(long) length);
        }
    }

    private void readLatin(Incoming in, int length) throws IOException {
        if (length > LONGEST) {
            in.skip(length);
        } else {
            heard.accept(new String(in.bytes(length), StandardCharsets.ISO_8859_1));
        }
    }

    private void readExtended(Incoming in, long length) throws IOException {
        if (length < Integer.BYTES) {
            throw new RfbException("sent a clipboard message that is too short");
        }
        int flags = in.s32();
        long rest = length - Integer.BYTES;
        // Among what a server is capable of are the other actions.
        if ((flags & CAPS) == 0 && (flags & PROVIDE) != 0 && (flags & TEXT) != 0 && rest <= LONGEST) {
            provided(in.bytes((int) rest));
            return;
        }
        in.skip(rest);
        answer(flags);
    }

    private synchronized void answer(int flags) {
        if ((flags & CAPS) != 0) {
            extended = true;
            // Of nothing more than 0 bytes is wanted unasked.
            out.accept(
                    Requests.extendedCutText(CAPS | REQUEST | PEEK | NOTIFY | PROVIDE | TEXT, new byte[Integer.BYTES]));
            if (!ours.isEmpty()) {
                out.accept(Requests.extendedCutText(NOTIFY | TEXT, NONE));
            }
        } else if ((flags & NOTIFY) != 0 && (flags & TEXT) != 0) {
            out.accept(Requests.extendedCutText(REQUEST | TEXT, NONE));
        } else if ((flags & REQUEST) != 0 && (flags & TEXT) != 0) {
            out.accept(Requests.extendedCutText(PROVIDE | TEXT, packed(ours)));
        } else if ((flags & PEEK) != 0) {
            out.accept(Requests.extendedCutText(NOTIFY | (ours.isEmpty() ? 0 : TEXT), NONE));
        }
    }

    /** Reads no more of what is compressed than a text may have. */
    private void provided(byte[] compressed) throws IOException {
        try (var inflated = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            var head = inflated.readNBytes(Integer.BYTES);
            long length = head.length < Integer.BYTES
                    ? 0
                    : Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt());
            if (length <= LONGEST) {
                heard.accept(unpacked(inflated.readNBytes((int) length)));
            }
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new RfbException("sent a clipboard text that is damaged");
        }
    }

    /** On the way lines end as in Windows, and the text with a zero. */
    private static String unpacked(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static byte[] packed(String text) {
        var bytes = (text.replace("\r\n", "\n").replace("\n", "\r\n") + "\0").getBytes(StandardCharsets.UTF_8);
        var packed = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(packed)) {
            deflated.write(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            deflated.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }
}
