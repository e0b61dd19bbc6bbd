package org.deskferry.host.checkpoint;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** The version of a kernel or of CRIU, as far as it matters: 4.2.1 is 4, 2, 1. */
public record EngineVersion(int major, int minor, int patch) implements Comparable<EngineVersion> {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");
    private static final Comparator<EngineVersion> ORDER = Comparator.comparingInt(EngineVersion::major)
            .thenComparingInt(EngineVersion::minor)
            .thenComparingInt(EngineVersion::patch);

    /** Reads the first version number in a text such as {@code "Version: 4.2.1"} or {@code "6.18.44-amd64"}. */
    public static Optional<EngineVersion> in(String text) {
        var match = NUMBERS.matcher(text);
        if (!match.find()) {
            return Optional.empty();
        }
        var patch = match.group(3);
        return Optional.of(new EngineVersion(
                Integer.parseInt(match.group(1)),
                Integer.parseInt(match.group(2)),
                patch == null ? 0 : Integer.parseInt(patch)));
    }

    /**
     * The oldest CRIU that works on a kernel. Since Linux 6.13 the vDSO has a further page, which CRIU knows from 4.1 on;
     * since 6.16 a socket option is refused for TCP, which CRIU heeds from 4.2 on.
     */
    public static EngineVersion neededOn(EngineVersion kernel) {
        if (kernel.compareTo(new EngineVersion(6, 16, 0)) >= 0) {
            return new EngineVersion(4, 2, 0);
        }
        if (kernel.compareTo(new EngineVersion(6, 13, 0)) >= 0) {
            return new EngineVersion(4, 1, 0);
        }
        return new EngineVersion(3, 17, 0);
    }

    @Override
    public int compareTo(EngineVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
