package org.deskferry.app.board;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people write them: bytes in powers of 1000, times in one or two units. */
final class Units {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};

    private Units() {}

    static Duration duration(com.google.protobuf.Duration proto) {
        return Duration.ofSeconds(proto.getSeconds(), proto.getNanos());
    }

    /** "0 B", "912 kB", "11.2 GB". */
    static String bytes(long bytes) {
        int unit = unit(bytes);
        return amount(bytes, unit) + " " + BYTES[unit];
    }

    /** "182 of 410 MB": both in the unit of the whole. */
    static String bytesOf(long part, long whole) {
        int unit = unit(whole);
        return Say.of("units.part", amount(part, unit), amount(whole, unit) + " " + BYTES[unit]);
    }

    /** "0.85 s", "12.3 s", "2 min 5 s": for what was measured. */
    static String precise(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 1) {
            return Say.of("units.s", String.format(Locale.getDefault(), "%.2f", seconds));
        }
        return seconds < 60 ? Say.of("units.s", String.format(Locale.getDefault(), "%.1f", seconds)) : rough(time);
    }

    /** "8 s", "14 min", "2 h 14 min", "3 d 4 h": for what goes on. */
    static String rough(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return Say.of("units.s", Long.toString(seconds));
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return Say.of("units.min", minutes);
        }
        long hours = minutes / 60;
        return hours < 24 ? Say.of("units.h", hours, minutes % 60) : Say.of("units.d", hours / 24, hours % 24);
    }

    /** "just now", "14 min ago". */
    static String ago(Duration time) {
        return time.toSeconds() < 5 ? Say.of("units.now") : Say.of("units.ago", rough(time));
    }

    private static int unit(long bytes) {
        int unit = 0;
        for (double rest = bytes; rest >= 999.5 && unit < BYTES.length - 1; rest /= 1000) {
            unit++;
        }
        return unit;
    }

    private static String amount(long bytes, int unit) {
        double value = bytes / Math.pow(1000, unit);
        return String.format(Locale.getDefault(), unit >= 3 && value < 100 ? "%.1f" : "%.0f", value);
    }
}
