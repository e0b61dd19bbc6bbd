package org.deskferry.app.cli;

import java.util.List;
import org.deskferry.app.ports.PortsWords;
import org.deskferry.proto.v1.OpenPorts;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Open ports on the command line. */
final class PortsText implements ITypeConverter<OpenPorts> {
    @Override
    public OpenPorts convert(String text) {
        try {
            return PortsWords.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    /** "22/tcp, 5000-5010/udp" or "none". */
    static String of(List<OpenPorts> open) {
        return open.isEmpty() ? "none" : PortsWords.of(open);
    }
}
