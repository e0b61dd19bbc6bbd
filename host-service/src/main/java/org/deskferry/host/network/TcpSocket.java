package org.deskferry.host.network;

import java.util.List;
import java.util.stream.Stream;
import org.deskferry.host.linux.Proc;

/**
 * A line of proc(5)'s {@code net/tcp} or {@code net/tcp6}.
 *
 * @param state of the connection, as the kernel numbers it
 * @param port its own
 * @param waiting bytes that have come and were not read; of a listener, connections that were not accepted
 * @param inode of the socket; 0 if it has none yet
 */
record TcpSocket(int state, int port, long waiting, long inode) {
    private static final int SYN_RECEIVED = 3;
    private static final int LISTEN = 10;
    private static final int HEX = 16;

    /** All of the network that process {@code pid} is in. */
    static List<TcpSocket> all(long pid) {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> Proc.read(pid + "/net/" + table).stream())
                .flatMap(text -> text.lines().skip(1))
                .map(TcpSocket::parse)
                .toList();
    }

    private static TcpSocket parse(String line) {
        var fields = line.strip().split("\\s+", -1);
        return new TcpSocket(
                Integer.parseInt(fields[3], HEX),
                Integer.parseInt(after(fields[1]), HEX),
                Long.parseLong(after(fields[4]), HEX),
                Long.parseLong(fields[9]));
    }

    private static String after(String pair) {
        return pair.substring(pair.indexOf(':') + 1);
    }

    /** A listener with connections that no program has accepted. */
    boolean hasQueue() {
        return state == LISTEN && waiting > 0;
    }

    /** A connection of which the last word of the greeting is still to come. */
    boolean isHalfOpen() {
        return state == SYN_RECEIVED;
    }
}
