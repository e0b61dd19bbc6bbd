package org.deskferry.app.evacuation;

import java.util.Locale;

/** Memory as people read it. */
final class Amounts {
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private Amounts() {}

    /** "438 MiB", "1.5 GiB". */
    static String bytes(long bytes) {
        return bytes < GIB
                ? String.format(Locale.ROOT, "%.0f MiB", Math.max(0, bytes) / MIB)
                : String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }
}
