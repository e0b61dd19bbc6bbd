package org.deskferry.host.access;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/**
 * A place to listen at or to connect to.
 *
 * @param host a name or an address; without brackets
 * @param port 0 to 65535; 0 to listen at any free port
 */
public record HostPort(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.%a-z]+)\\]|([^\\[\\]:/\\s]+)):(\\d{1,5})");
    private static final int LARGEST = 65535;

    /**
     * Reads "host:port", with an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException with the reason if it is none
     */
    public static HostPort parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not of the form HOST:PORT, such as 0.0.0.0:7443 or [::]:7443");
        }
        var port = Integer.parseInt(match.group(3));
        if (port > LARGEST) {
            throw new IllegalArgumentException("its port is larger than " + LARGEST);
        }
        return new HostPort(match.group(1) != null ? match.group(1) : match.group(2), port);
    }

    /** Looks the host up. */
    InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
