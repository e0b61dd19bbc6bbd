package org.deskferry.host.display;

import java.nio.ByteBuffer;

/** The app's end of a tunnel. All but {@link #begins} is called on the tunnel's own thread. */
public interface FarEnd {
    /** Largest piece of output, in bytes. */
    int LARGEST_OUTPUT = 64 * 1024;

    /** The tunnel stands; it is to be woken whenever there is new input, or output is taken again. */
    void begins(Runnable wake);

    /** Whether output is taken at the moment. */
    boolean takesOutput();

    /** Takes what the X server said; the buffer is used again afterwards. */
    void output(ByteBuffer bytes);

    /** The oldest input of which something is left, with that; an empty buffer if there is none. */
    ByteBuffer input();

    /** The X server was given {@code count} more bytes of {@link #input}, whose position has moved on. */
    void given(int count);
}
