package org.deskferry.host.network;

import java.util.List;
import java.util.stream.Stream;
import org.deskferry.host.linux.Proc;

/** The connections of a pod with an end outside it, from proc(5)'s {@code net/tcp} and its kin. */
public final class Connections {
    /** TCP: established, or half-closed by one side. UDP: 01 means connected. */
    private static final List<String> LIVING = List.of("01", "04", "05", "08");

    private Connections() {}

    /** How many a pod has whose first process is {@code initPid}. */
    public static int count(long initPid) {
        return (int) Stream.of("tcp", "tcp6", "udp", "udp6")
                .flatMap(table -> Proc.read(initPid + "/net/" + table).stream())
                .flatMap(text -> text.lines().skip(1))
                .filter(Connections::leadsOutside)
                .count();
    }

    /** Whether the pod has any UDP socket. */
    public static boolean areByUdp(long initPid) {
        return Stream.of("udp", "udp6")
                .flatMap(table -> Proc.read(initPid + "/net/" + table).stream())
                .anyMatch(text -> text.lines().count() > 1);
    }

    private static boolean leadsOutside(String line) {
        var fields = line.strip().split("\\s+", -1);
        var local = address(fields[1]);
        var remote = address(fields[2]);
        return LIVING.contains(fields[3]) && !remote.equals(local) && !isLoopback(remote) && !isUnset(remote);
    }

    private static String address(String endpoint) {
        return endpoint.substring(0, endpoint.indexOf(':'));
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
