package org.deskferry.host.inspection;

/** Character devices that CRIU opens again at the destination. */
final class Devices {
    private static final int MEMORY = 1;
    private static final int ZERO = 5;
    private static final int TERMINAL = 4;
    private static final int TERMINAL_AUXILIARY = 5;
    private static final int PTY_MASTERS = 128;
    private static final int PTYS_END = 144;
    private static final int MISCELLANEOUS = 10;
    private static final int TUNNEL = 200;

    private Devices() {}

    /** {@code device}: as C's dev_t. */
    static boolean isKnown(long device) {
        var major = major(device);
        return major == MEMORY
                || major == TERMINAL
                || major == TERMINAL_AUXILIARY
                || (major >= PTY_MASTERS && major < PTYS_END);
    }

    /** Whether it is /dev/net/tun, which can be opened again as long as no link hangs on it. */
    static boolean isTunnel(long device) {
        return major(device) == MISCELLANEOUS && (device & 0xFF) == TUNNEL;
    }

    /** Whether it is /dev/zero, which may also be mapped. */
    static boolean isZero(long device) {
        return major(device) == MEMORY && (device & 0xFF) == ZERO;
    }

    private static int major(long device) {
        return (int) ((device >>> 8 & 0xFFF) | (device >>> 32 & 0xFFFFF000L));
    }
}
