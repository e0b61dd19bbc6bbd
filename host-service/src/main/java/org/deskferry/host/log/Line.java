package org.deskferry.host.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.event.KeyValuePair;

/**
 * An event as a line: time, level, room and class, {@code move=}, {@code pod=} and {@code caller=} where known, the message,
 * the event's own {@code key=value} pairs. Of an exception the line has the message; its trace follows in errors, which are
 * bugs, and at debug level.
 */
public final class Line extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());
    private static final String ROOMS = "org.deskferry.host.";

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(160)
                .append(TIME.format(event.getInstant()))
                .append(' ')
                .append(String.format("%-5s", event.getLevel()))
                .append(' ')
                .append(room(event.getLoggerName()));
        Stream.of(Context.MOVE, Context.POD, Context.CALLER)
                .forEach(key -> Optional.ofNullable(event.getMDCPropertyMap().get(key))
                        .ifPresent(value -> pair(line, key, value)));
        line.append(' ').append(oneLine(event.getFormattedMessage()));
        pairs(event).forEach(pair -> pair(line, pair.key, String.valueOf(pair.value)));
        Optional.ofNullable(event.getThrowableProxy()).ifPresent(thrown -> {
            pair(line, "cause", thrown.getClassName() + ": " + thrown.getMessage());
            if (tracesExceptions(event)) {
                line.append('\n').append(ThrowableProxyUtil.asString(thrown).stripTrailing());
            }
        });
        return line.append('\n').toString();
    }

    private static boolean tracesExceptions(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(Level.ERROR) || Level.DEBUG.isGreaterOrEqual(event.getLevel());
    }

    private static Stream<KeyValuePair> pairs(ILoggingEvent event) {
        return Optional.ofNullable(event.getKeyValuePairs()).stream().flatMap(java.util.List::stream);
    }

    private static void pair(StringBuilder line, String key, String value) {
        var plain = oneLine(value);
        var quoted = plain.isEmpty() || plain.contains(" ") || plain.contains("\"") || plain.contains("=");
        line.append(' ').append(key).append('=');
        line.append(quoted ? '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : plain);
    }

    private static String room(String logger) {
        return (logger.startsWith(ROOMS) ? logger.substring(ROOMS.length()) : logger).replace('.', '/');
    }

    /** Text from outside must not look like a line of its own. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
