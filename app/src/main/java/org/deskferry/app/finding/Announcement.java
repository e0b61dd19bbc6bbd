package org.deskferry.app.finding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deskferry.pairing.Fingerprint;

/**
 * What a workstation says of itself on the LAN, by multicast DNS. Anybody there can say anything.
 *
 * @param name what it calls itself
 * @param address "host:port", with an IPv6 address in brackets
 * @param key of its own
 * @param fleet of the CA; empty: it says that it belongs to no fleet
 */
public record Announcement(String name, String address, Fingerprint key, Optional<Fingerprint> fleet) {
    private static final int FIELDS = 10;
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    /**
     * Reads a line of {@code avahi-browse --parsable --resolve}; empty if it is not about an address, or makes no sense.
     *
     * <p>Such a line: {@code =;eth0;IPv4;desk-1;_deskferry._tcp;local;host.local;10.77.0.11;7443;"key=..." "fleet=..."}
     */
    static Optional<Announcement> parse(String line) {
        var fields = line.split(";", FIELDS);
        if (fields.length < FIELDS
                || !fields[0].equals("=")
                || !PORT.matcher(fields[8]).matches()) {
            return Optional.empty();
        }
        try {
            var key = new Fingerprint(value(fields[9], "key").orElse(""));
            var fleet =
                    value(fields[9], "fleet").filter(text -> !text.isEmpty()).map(Fingerprint::new);
            return Optional.of(new Announcement(unescaped(fields[3]), address(fields[7], fields[8]), key, fleet));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String address(String host, String port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static Optional<String> value(String texts, String key) {
        var begin = key + "=";
        return Stream.of(texts.split(" ", -1))
                .filter(text -> text.startsWith("\"") && text.endsWith("\"") && text.length() > 1)
                .map(text -> text.substring(1, text.length() - 1))
                .filter(text -> text.startsWith(begin))
                .map(text -> text.substring(begin.length()))
                .findFirst();
    }

    /** Avahi writes what is not a letter, digit or hyphen as its bytes in decimal: {@code \032}. */
    private static String unescaped(String text) {
        var bytes = ByteBuffer.allocate(text.length() * 4);
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) != '\\') {
                bytes.put(text.substring(at, at + 1).getBytes(StandardCharsets.UTF_8));
            } else if (text.substring(at + 1).matches("[0-9]{3}(?s:.*)")) {
                bytes.put((byte) Integer.parseInt(text.substring(at + 1, at + 4)));
                at += 3;
            } else if (at + 1 < text.length()) {
                at++;
                bytes.put(text.substring(at, at + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return new String(Arrays.copyOf(bytes.array(), bytes.position()), StandardCharsets.UTF_8);
    }
}
