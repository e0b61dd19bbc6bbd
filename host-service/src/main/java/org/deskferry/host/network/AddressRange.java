package org.deskferry.host.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Consecutive addresses of one network that pods may have.
 *
 * @param first the lowest
 * @param count how many, at least 1
 * @param prefix the network's prefix length
 */
public record AddressRange(InetAddress first, int count, int prefix) {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]+)-([0-9a-fA-F.:]+)/(\\d{1,3})");
    private static final int LARGEST = 65536;

    /**
     * Reads {@code FIRST-LAST/PREFIX}, "10.77.0.100-10.77.0.199/24".
     *
     * @throws IllegalArgumentException with the reason if it is no such range
     */
    public static AddressRange parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not of the form FIRST-LAST/PREFIX, such as 10.77.0.100-10.77.0.199/24");
        }
        var first = literal(match.group(1));
        var last = literal(match.group(2));
        if (first.getAddress().length != last.getAddress().length) {
            throw new IllegalArgumentException("its ends are of different kinds");
        }
        var count = number(last).subtract(number(first)).add(BigInteger.ONE);
        if (count.signum() <= 0 || count.compareTo(BigInteger.valueOf(LARGEST)) > 0) {
            throw new IllegalArgumentException("it has to hold 1 to " + LARGEST + " addresses");
        }
        var prefix = Integer.parseInt(match.group(3));
        if (prefix > first.getAddress().length * 8) {
            throw new IllegalArgumentException("its prefix is longer than an address");
        }
        return new AddressRange(first, count.intValue(), prefix);
    }

    /** The address at {@code index} with its prefix length, "10.77.0.101/24". */
    public String at(int index) {
        var bytes = number(first).add(BigInteger.valueOf(index)).toByteArray();
        var address = new byte[first.getAddress().length];
        var length = Math.min(bytes.length, address.length);
        System.arraycopy(bytes, bytes.length - length, address, address.length - length, length);
        try {
            return shortest(InetAddress.getByAddress(address)) + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An address as it is on a link, "10.77.0.101/24", by itself: "10.77.0.101". None stays none. */
    public static String withoutPrefix(String address) {
        return address.replaceFirst("/.*", "");
    }

    /** Whether {@code address} is one of these. */
    public boolean contains(InetAddress address) {
        var place = number(address).subtract(number(first));
        return isSameKind(address) && place.signum() >= 0 && place.compareTo(BigInteger.valueOf(count)) < 0;
    }

    /** Whether {@code address} is on their network. */
    public boolean isOnNetwork(InetAddress address) {
        var host = first.getAddress().length * Byte.SIZE - prefix;
        return isSameKind(address)
                && number(address).shiftRight(host).equals(number(first).shiftRight(host));
    }

    /** Their network, "10.77.0.0/24". */
    public String network() {
        return CareOfs.network(at(0));
    }

    private boolean isSameKind(InetAddress address) {
        return address.getAddress().length == first.getAddress().length;
    }

    private static InetAddress literal(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    /** RFC 5952: the first longest run of two or more zero groups becomes "::". */
    private static String shortest(InetAddress address) {
        var text = address.getHostAddress();
        if (!text.contains(":")) {
            return text;
        }
        var runs = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)")
                .matcher(text)
                .results()
                .toList();
        return runs.stream()
                .reduce((best, next) -> next.end() - next.start() > best.end() - best.start() ? next : best)
                .map(run -> {
                    var tail = text.substring(run.end());
                    return text.substring(0, run.start()) + (tail.isEmpty() ? "::" : ":" + tail);
                })
                .orElse(text);
    }
}
