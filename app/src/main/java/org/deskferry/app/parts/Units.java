package org.deskferry.app.parts;

import java.time.Duration;
import java.util.Locale;
import org.deskferry.app.words.Words;

/** Amounts as people write them: bytes in powers of 1000, times in one or two units. */
public final class Units {
    private static final Words WORDS = Words.beside(Units.class);
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};

    private Units() {}

    public static Duration duration(com.google.protobuf.Duration proto) {
        return Duration.ofSeconds(proto.getSeconds(), proto.getNanos());
    }

    /** "0 B", "912 kB", "11.2 GB". */
    public static String bytes(long bytes) {
        int unit = unit(bytes);
        return amount(bytes, unit) + " " + BYTES[unit];
    }

    /** "182 of 410 MB": both in the unit of the whole. */
    public static String bytesOf(long part, long whole) {
        int unit = unit(whole);
        return WORDS.of("units.part", amount(part, unit), amount(whole, unit) + " " + BYTES[unit]);
    }

    /** "0.85 s", "12.3 s", "2 min 5 s": for what was measured. */
    public static String precise(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 1) {
            return WORDS.of("units.s", String.format(Locale.getDefault(), "%.2f", seconds));
        }
        return seconds < 60 ? WORDS.of("units.s", String.format(Locale.getDefault(), "%.1f", seconds)) : rough(time);
    }

    /** "8 s", "14 min", "2 h 14 min", "3 d 4 h": for what goes on. */
    public static String rough(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return WORDS.of("units.s", Long.toString(seconds));
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return WORDS.of("units.min", minutes);
        }
        long hours = minutes / 60;
        return hours < 24 ? WORDS.of("units.h", hours, minutes % 60) : WORDS.of("units.d", hours / 24, hours % 24);
    }

    /** "just now", "14 min ago". */
    public static String ago(Duration time) {
        return time.toSeconds() < 5 ? WORDS.of("units.now") : WORDS.of("units.ago", rough(time));
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
