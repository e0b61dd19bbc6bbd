package org.deskferry.app.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How much may be sent: "20", MiB a second; as bytes a second. */
final class BandwidthConverter implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("[1-9]\\d{0,5}");

    @Override
    public Long convert(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is not a number of MiB from 1 to 999999");
        }
        return Long.parseLong(text) << 20;
    }
}
