package org.deskferry.host.network;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deskferry.host.linux.Proc;

/**
 * A line of proc(5)'s {@code net/tcp} and its kin.
 *
 * @param state as the kernel numbers those of TCP; of a UDP socket, established if it is connected
 * @param local its own address, in the kernel's hexadecimal digits
 * @param remote the other end's, all zeros where there is none
 * @param waiting bytes that have come and were not read; of a listener, connections that were not accepted
 */
record InetSocket(int state, String local, String remote, long waiting) {
    private static final int ESTABLISHED = 1;
    private static final int SYN_RECEIVED = 3;
    private static final int FIN_WAIT_1 = 4;
    private static final int FIN_WAIT_2 = 5;
    private static final int CLOSE_WAIT = 8;
    private static final int LISTEN = 10;
    private static final int HEX = 16;

    /** Those in some tables of the network that process {@code pid} is in. */
    static Stream<InetSocket> in(long pid, String... tables) {
        return Arrays.stream(tables)
                .flatMap(table -> Proc.read(pid + "/net/" + table).stream())
                .flatMap(text -> text.lines().skip(1))
                .map(InetSocket::parse);
    }

    private static InetSocket parse(String line) {
        var fields = line.strip().split("\\s+", -1);
        return new InetSocket(
                Integer.parseInt(fields[3], HEX),
                before(fields[1]),
                before(fields[2]),
                Long.parseLong(fields[4].substring(fields[4].indexOf(':') + 1), HEX));
    }

    private static String before(String endpoint) {
        return endpoint.substring(0, endpoint.indexOf(':'));
    }

    /** A connection that data can still come over, from outside the pod. */
    boolean livesAndLeadsOutside() {
        var lives = state == ESTABLISHED || state == FIN_WAIT_1 || state == FIN_WAIT_2 || state == CLOSE_WAIT;
        return lives && !remote.equals(local) && !isLoopback(remote) && !isUnset(remote);
    }

    /** A listener with connections that no program has accepted. */
    boolean hasQueue() {
        return state == LISTEN && waiting > 0;
    }

    /** A connection of which the last word of the greeting is still to come. */
    boolean isHalfOpen() {
        return state == SYN_RECEIVED;
    }

    private static boolean isUnset(String address) {
        return address.chars().allMatch(digit -> digit == '0');
    }

    /** Addresses stand in the byte order of the machine: 127.0.0.1 is 0100007F. */
    private static boolean isLoopback(String address) {
        return address.equals("00000000000000000000000001000000")
                || (address.length() == 8 && address.endsWith("7F"))
                || (address.startsWith("0000000000000000FFFF0000") && address.endsWith("7F"));
    }
}
