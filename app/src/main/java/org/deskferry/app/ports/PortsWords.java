package org.deskferry.app.ports;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deskferry.proto.v1.OpenPorts;

/** "22/tcp", "5000-5010/udp", "443" for TCP. */
public final class PortsWords {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp))?");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");
    private static final int LARGEST = 0xffff;

    private PortsWords() {}

    /**
     * One range.
     *
     * @throws IllegalArgumentException if it is none; its message tells why
     */
    public static OpenPorts parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not like 22/tcp or 5000-5010/udp");
        }
        var first = Integer.parseInt(match.group(1));
        var last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
        if (first < 1 || first > last || last > LARGEST) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not within 1 to " + LARGEST + ", or ends before it begins");
        }
        return OpenPorts.newBuilder()
                .setProtocol(
                        "udp".equals(match.group(3))
                                ? OpenPorts.Protocol.PROTOCOL_UDP
                                : OpenPorts.Protocol.PROTOCOL_TCP)
                .setFirst(first)
                .setLast(last)
                .build();
    }

    /** Some, between commas or spaces; fails as {@link #parse}. */
    public static List<OpenPorts> parseAll(String text) {
        return Arrays.stream(BETWEEN.split(text))
                .filter(word -> !word.isEmpty())
                .map(PortsWords::parse)
                .toList();
    }

    /** "22/tcp, 5000-5010/udp"; of none, nothing. */
    public static String of(List<OpenPorts> open) {
        return open.stream().map(PortsWords::of).collect(Collectors.joining(", "));
    }

    private static String of(OpenPorts ports) {
        var range = ports.getFirst() == ports.getLast()
                ? String.valueOf(ports.getFirst())
                : ports.getFirst() + "-" + ports.getLast();
        return range + (ports.getProtocol() == OpenPorts.Protocol.PROTOCOL_UDP ? "/udp" : "/tcp");
    }
}
