package org.deskferry.app.identity;

import java.util.regex.Pattern;

/**
 * A workstation of the fleet.
 *
 * @param name 1 to 40 of a-z, 0-9 and '-', starting with a letter, ending with a letter or digit
 * @param host a host name or an address, without brackets
 * @param port 1 to 65535
 * @param site where it stands, as people call that: at most 40 letters, digits, spaces and "._/,-"; empty if nobody has said
 */
public record Member(String name, String host, int port, String site) {
    private static final Pattern NAME = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+(?:%[A-Za-z0-9_.-]+)?)\\]|([A-Za-z0-9._-]+)):(\\d{1,5})");
    private static final Pattern SITE = Pattern.compile("(?:[\\p{L}\\p{N}][\\p{L}\\p{N} ._/,-]{0,39})?");
    private static final int LARGEST_PORT = 65535;

    /** One of which nobody has said where it stands. */
    public Member(String name, String host, int port) {
        this(name, host, port, "");
    }

    /**
     * A member from its name and "host:port".
     *
     * @throws IllegalArgumentException with the reason if either is none
     */
    public static Member of(String name, String address) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("The name '" + name
                    + "' is not 1 to 40 of a-z, 0-9 and '-' that start with a letter and end with a letter or digit.");
        }
        var match = ADDRESS.matcher(address);
        var port = match.matches() ? Integer.parseInt(match.group(3)) : 0;
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("The address '" + address
                    + "' is not HOST:PORT, such as desk-1.example.org:7443 or [fd77::11]:7443.");
        }
        return new Member(name, match.group(1) != null ? match.group(1) : match.group(2), port);
    }

    /**
     * The same at this site.
     *
     * @throws IllegalArgumentException with the reason if it is none
     */
    public Member at(String place) {
        if (!SITE.matcher(place).matches()) {
            throw new IllegalArgumentException("The site '" + place
                    + "' is not at most 40 letters, digits, spaces and '._/,-' that start with a letter or digit.");
        }
        return new Member(name, host, port, place);
    }

    /** "host:port", with an IPv6 address in brackets. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
