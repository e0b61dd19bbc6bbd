package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.deskferry.host.network.TcpConnections;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.Connection;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** What a move to another network does to a pod's connections: those with members stay, as these are told of it. */
final class ChangeOfAddress {
    private final WhereaboutsNews news;

    ChangeOfAddress(WhereaboutsNews news) {
        this.news = news;
    }

    /** A warning for each connection that will break off, of the pod whose first process is {@code initPid}. */
    List<Problem> warnings(PodAddress address, long initPid, Answer answer) {
        if (answer.getCareOf().equals(address.getCareOf())) {
            return List.of();
        }
        var peers = new LinkedHashMap<Connection, String>();
        TcpConnections.of(initPid).stream()
                .map(TcpConnections.Living::connection)
                .forEach(connection -> peers.put(connection, peer(connection)));
        var strangers = news.strangers(Set.copyOf(peers.values()));
        return peers.entrySet().stream()
                .filter(peer -> strangers.contains(peer.getValue()))
                .map(peer -> warning(peer.getKey()))
                .toList();
    }

    private static Problem warning(Connection connection) {
        var program = connection.getProgram().isEmpty() ? "a program" : connection.getProgram();
        return Phrases.problem(
                ProblemKind.PROBLEM_KIND_NETWORK_DIFFERS,
                say("connection of {0} with {1}", program, connection.getRemote()),
                say(
                        "It will break off: the pod gets another address on the destination's network, and that peer is none "
                                + "of the workstations that translate addresses, nor a pod on one."),
                say("End it before, or join the workstations by an overlay (see docs/overlay.md), on which pods keep "
                        + "their addresses."));
    }

    /** "10.77.0.200" of "10.77.0.200:80" and of "[::ffff:10.77.0.200]:80". */
    private static String peer(Connection connection) {
        var remote = connection.getRemote();
        var address = remote.substring(0, remote.lastIndexOf(':')).replaceAll("^\\[|]$|%[^\\]:]*", "");
        return InetAddress.ofLiteral(address).getHostAddress();
    }
}
