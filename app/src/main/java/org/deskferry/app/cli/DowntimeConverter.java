package org.deskferry.app.cli;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long a pod may stand still: "3s", "0.5s", "800ms". */
final class DowntimeConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s)");
    private static final int LONGEST_SECONDS = 3600;

    @Override
    public Duration convert(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new TypeConversionException("'" + text + "' is not a length of time such as 3s or 800ms");
        }
        var millis = new BigDecimal(match.group(1))
                .movePointRight(match.group(2).equals("s") ? 3 : 0)
                .longValue();
        if (millis < 1 || millis > LONGEST_SECONDS * 1000L) {
            throw new TypeConversionException("'" + text + "' is not from 1ms to " + LONGEST_SECONDS + "s");
        }
        return Durations.fromMillis(millis);
    }
}
