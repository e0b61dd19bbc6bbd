package org.deskferry.app.rfb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** How a session begins (RFC 6143, sections 7.1 to 7.3): version 3.8, no security of its own, a shared screen. */
final class Greeting {
    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SECURITY_NONE = 1;
    private static final int PIXEL_FORMAT_LENGTH = 16;
    private static final int MOST_NAME = 64 * 1024;

    private Greeting() {}

    /** Says and hears all of it, and returns the screen, black. */
    static Canvas exchange(Incoming in, Consumer<byte[]> out) throws IOException {
        var version = new String(in.bytes(VERSION.length), StandardCharsets.ISO_8859_1);
        if (!version.matches("RFB 003\\.\\d{3}\n") || version.compareTo("RFB 003.008\n") < 0) {
            throw new RfbException("does not speak RFB 3.8");
        }
        out.accept(VERSION);
        chooseNoSecurity(in, out);
        out.accept(new byte[] {1});
        var canvas = Canvas.of(in.u16(), in.u16());
        in.skip(PIXEL_FORMAT_LENGTH);
        long name = in.u32();
        if (name > MOST_NAME) {
            throw new RfbException("has a name of " + name + " bytes");
        }
        in.skip(name);
        return canvas;
    }

    private static void chooseNoSecurity(Incoming in, Consumer<byte[]> out) throws IOException {
        boolean offered = false;
        for (int left = in.u8(); left > 0; left--) {
            offered |= in.u8() == SECURITY_NONE;
        }
        if (!offered) {
            throw new RfbException("lets nobody in without a password");
        }
        out.accept(new byte[] {SECURITY_NONE});
        if (in.s32() != 0) {
            throw new RfbException("lets nobody in");
        }
    }
}
