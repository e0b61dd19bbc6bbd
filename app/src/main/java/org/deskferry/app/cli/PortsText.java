package org.deskferry.app.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deskferry.proto.v1.OpenPorts;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Open ports as people write them: "22/tcp", "5000-5010/udp", "443" for TCP. */
final class PortsText implements ITypeConverter<OpenPorts> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp))?");
    private static final int LARGEST = 0xffff;

    @Override
    public OpenPorts convert(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new TypeConversionException("'" + text + "' is not like 22/tcp or 5000-5010/udp");
        }
        var first = Integer.parseInt(match.group(1));
        var last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
        if (first < 1 || first > last || last > LARGEST) {
            throw new TypeConversionException(
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

    /** "22/tcp, 5000-5010/udp", or "none". */
    static String of(List<OpenPorts> open) {
        return open.isEmpty() ? "none" : open.stream().map(PortsText::of).collect(Collectors.joining(", "));
    }

    private static String of(OpenPorts ports) {
        var range = ports.getFirst() == ports.getLast()
                ? String.valueOf(ports.getFirst())
                : ports.getFirst() + "-" + ports.getLast();
        return range + (ports.getProtocol() == OpenPorts.Protocol.PROTOCOL_UDP ? "/udp" : "/tcp");
    }
}
