package org.deskferry.app.rfb;

/** A key that goes down or up (RFC 6143, section 7.5.4), by its X11 keysym. */
public record Key(int keysym, boolean down) {
    private static final int SHIFT_L = 0xffe1;
    private static final int CONTROL_R = 0xffe4;
    private static final int META_L = 0xffe7;
    private static final int HYPER_R = 0xffee;
    private static final int ISO_LEVEL3_SHIFT = 0xfe03;

    /** Whether it does something only together with another; one that locks (Caps Lock, between these) does by itself. */
    boolean modifies() {
        return (keysym >= SHIFT_L && keysym <= CONTROL_R)
                || (keysym >= META_L && keysym <= HYPER_R)
                || keysym == ISO_LEVEL3_SHIFT;
    }
}
