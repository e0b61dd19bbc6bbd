package org.deskferry.host.network;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.deskferry.host.linux.Command;
import org.deskferry.proto.v1.Connection;
import org.deskferry.proto.v1.PodAddress;

/** The TCP connections of a pod with an end outside it, one by one, as ss(8) lists them. */
public final class TcpConnections {
    private static final Pattern PROGRAM = Pattern.compile("users:\\(\\(\"(.*?)\",pid=");
    private static final Pattern LAST_ACK = Pattern.compile("\\blastack:(\\d+)");
    private static final int FIELDS = 6;

    private TcpConnections() {}

    /**
     * A connection as the kernel has it now.
     *
     * @param state as ss(8) calls it
     * @param sinceHeard milliseconds since the peer last acknowledged anything; empty if unknown
     */
    public record Living(Connection connection, String state, OptionalLong sinceHeard) {
        /** Whether neither side has begun to close it. */
        public boolean isEstablished() {
            return state.equals("ESTAB");
        }

        /** Whether the peer has closed it, and the pod's program not yet. */
        public boolean isEndedByPeer() {
            return state.equals("CLOSE-WAIT");
        }
    }

    /** Those of the pod whose first process is {@code initPid}. */
    public static List<Living> of(long initPid) {
        var listing = Command.run(List.of(
                "nsenter",
                "--net=/proc/" + initPid + "/ns/net",
                "ss",
                "--no-header",
                "--oneline",
                "--tcp",
                "--numeric",
                "--processes",
                "--info",
                "state",
                "established",
                "state",
                "close-wait",
                "state",
                "fin-wait-1",
                "state",
                "fin-wait-2"));
        return parse(listing);
    }

    /** Breaks off all that have one of these addresses at the pod's end, on the pod's side; the programs are told. */
    public static void abort(long initPid, PodAddress address) {
        for (var own : List.of(address.getIpv4(), address.getIpv6())) {
            if (!own.isEmpty()) {
                Command.run(List.of(
                        "nsenter",
                        "--net=/proc/" + initPid + "/ns/net",
                        "ss",
                        "--kill",
                        "--no-header",
                        "--tcp",
                        "--numeric",
                        "state",
                        "connected",
                        "src",
                        "[" + AddressRange.withoutPrefix(own) + "]"));
            }
        }
    }

    static List<Living> parse(String listing) {
        return listing.lines()
                .map(line -> line.strip().split("\\s+", FIELDS))
                .filter(fields -> fields.length >= FIELDS - 1 && leadsOutside(fields[3], fields[4]))
                .map(TcpConnections::living)
                .toList();
    }

    private static Living living(String[] fields) {
        var details = fields.length == FIELDS ? fields[FIELDS - 1] : "";
        var connection = Connection.newBuilder().setLocal(fields[3]).setRemote(fields[4]);
        var program = PROGRAM.matcher(details);
        if (program.find()) {
            connection.setProgram(program.group(1));
        }
        var heard = LAST_ACK.matcher(details);
        var sinceHeard = heard.find() ? OptionalLong.of(Long.parseLong(heard.group(1))) : OptionalLong.empty();
        return new Living(connection.build(), fields[0], sinceHeard);
    }

    private static boolean leadsOutside(String local, String remote) {
        var there = address(remote);
        return !there.equals(address(local)) && !InetAddress.ofLiteral(there).isLoopbackAddress();
    }

    /** "10.77.0.101" of "10.77.0.101:80", and "fe80::1" of "[fe80::1%eth0]:80". */
    private static String address(String endpoint) {
        return endpoint.substring(0, endpoint.lastIndexOf(':')).replaceAll("^\\[|]$|%[^\\]:]*", "");
    }
}
