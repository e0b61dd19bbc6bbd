package org.deskferry.app.cli;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.util.Locale;
import org.deskferry.proto.v1.Problem;

/** Values as people read them. */
final class Text {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private Text() {}

    /** Names and titles are chosen by programs inside pods: nothing in them may steer the terminal. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    }

    /** "thing: reason", and the remedy below it. */
    static String help(Problem problem) {
        return plain(problem.getThing()) + ": " + plain(problem.getReason()) + "\n  " + plain(problem.getRemedy());
    }

    static String shortened(String text, int most) {
        var points = text.codePoints().toArray();
        return points.length <= most ? text : new String(points, 0, most - 1) + "…";
    }

    /** "438 MiB", "1.5 GiB". */
    static String bytes(long bytes) {
        var value = (double) bytes;
        var unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** "0.91 s". */
    static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.2f s", Durations.toMillis(length) / 1000.0);
    }

    /** "40 s", "3 min", "2 h 4 min", "5 d 1 h". */
    static String age(Duration length) {
        var age = java.time.Duration.ofSeconds(Math.max(0, length.getSeconds()));
        if (age.toMinutes() == 0) {
            return age.toSeconds() + " s";
        } else if (age.toHours() == 0) {
            return age.toMinutes() + " min";
        } else if (age.toDays() == 0) {
            return age.toHours() + " h " + age.toMinutesPart() + " min";
        }
        return age.toDays() + " d " + age.toHoursPart() + " h";
    }

    /** "POD_STATE_RUNNING" is "running". */
    static String word(Enum<?> value, String prefix) {
        return value.name()
                .replaceFirst("^" + prefix, "")
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }

    /** "1 connection", "3 connections". */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
