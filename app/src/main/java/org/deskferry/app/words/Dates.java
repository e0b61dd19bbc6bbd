package org.deskferry.app.words;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Points in time, in this machine's zone. */
public final class Dates {
    private Dates() {}

    /** "Nov 29, 2026, 4:31:00 PM". */
    public static String medium(Instant time) {
        return format(time, FormatStyle.MEDIUM, FormatStyle.MEDIUM);
    }

    /** "Nov 29, 2026, 4:31 PM". */
    public static String brief(Instant time) {
        return format(time, FormatStyle.MEDIUM, FormatStyle.SHORT);
    }

    private static String format(Instant time, FormatStyle date, FormatStyle clock) {
        return DateTimeFormatter.ofLocalizedDateTime(date, clock)
                .withLocale(Language.spoken())
                .withZone(ZoneId.systemDefault())
                .format(time);
    }
}
