package org.deskferry.host.network;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a DHCP server has granted. It comes from the LAN, so only what is sound is taken.
 *
 * @param ipv4 the address and its prefix length, "10.77.0.101/24"
 * @param router the default router, or empty for none
 * @param nameservers DNS servers, at most {@value #MOST_NAMESERVERS}
 * @param server who has granted it, or an empty text
 */
record Lease(String ipv4, String router, List<String> nameservers, Duration length, String server) {
    private static final int MOST_NAMESERVERS = 8;
    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Reads what the helper {@code lease} printed; empty where that has no lease. */
    static Optional<Lease> in(String output) {
        var ipv4 = addresses(output, "ip").findFirst();
        var prefix = number(output, "mask").filter(bits -> bits >= 1 && bits <= 32);
        if (ipv4.isEmpty() || prefix.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Lease(
                ipv4.get() + "/" + prefix.get(),
                addresses(output, "router").findFirst().orElse(""),
                addresses(output, "dns").limit(MOST_NAMESERVERS).toList(),
                Duration.ofSeconds(
                        number(output, "seconds").filter(length -> length > 0).orElse(LONGEST_SECONDS)),
                addresses(output, "server").findFirst().orElse("")));
    }

    private static Stream<String> addresses(String output, String key) {
        return value(output, key).stream()
                .flatMap(value -> Arrays.stream(value.split(" ", -1)))
                .filter(Lease::isAddress);
    }

    private static boolean isAddress(String text) {
        try {
            return ADDRESS.matcher(text).matches()
                    && InetAddress.ofLiteral(text).getAddress().length == 4;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A number of seconds that stands for "for ever" becomes a year. */
    private static Optional<Long> number(String output, String key) {
        return value(output, key)
                .filter(text -> text.matches("\\d{1,10}"))
                .map(Long::parseLong)
                .map(number -> Math.min(number, LONGEST_SECONDS));
    }

    private static Optional<String> value(String output, String key) {
        return output.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .reduce((_, last) -> last);
    }
}
