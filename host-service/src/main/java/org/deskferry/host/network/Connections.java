package org.deskferry.host.network;

/** The connections of a pod. */
public final class Connections {
    private Connections() {}

    /** How many with an end outside it a pod has whose first process is {@code initPid}. */
    public static int count(long initPid) {
        return (int) InetSocket.in(initPid, "tcp", "tcp6", "udp", "udp6")
                .filter(InetSocket::livesAndLeadsOutside)
                .count();
    }

    /** Whether the pod has any UDP socket. */
    public static boolean areByUdp(long initPid) {
        return InetSocket.in(initPid, "udp", "udp6").findAny().isPresent();
    }
}
