package org.deskferry.app.cli;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time in the past: "30m", "2h", "7d" ago, a day "2026-11-29" from its beginning here, or "2026-11-29T08:15:00Z". */
final class SinceConverter implements ITypeConverter<Timestamp> {
    private static final Pattern AGO = Pattern.compile("(\\d{1,5})([mhd])");

    @Override
    public Timestamp convert(String text) {
        return Timestamps.fromMillis(instant(text).toEpochMilli());
    }

    private static Instant instant(String text) {
        var ago = AGO.matcher(text);
        if (ago.matches()) {
            var number = Long.parseLong(ago.group(1));
            return Instant.now()
                    .minus(
                            switch (ago.group(2)) {
                                case "m" -> Duration.ofMinutes(number);
                                case "h" -> Duration.ofHours(number);
                                default -> Duration.ofDays(number);
                            });
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not a time such as 2h, 7d, 2026-11-29 or 2026-11-29T08:15:00Z");
        }
    }
}
