package org.deskferry.host.network;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.net.Inet4Address;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.UdpPeer;

/** The peers in a pod's rules, as {@code nft} writes and reads them. */
final class FirewallPeers {
    private static final int MOST = 1024;
    private static final String WHAT = "UDP peers";

    private FirewallPeers() {}

    /** Those in a listing of the table, as JSON; some if there are very many. */
    static List<UdpPeer> in(String listing) {
        return all(JsonParser.parseString(listing).getAsJsonObject().get("nftables"))
                .filter(item -> item.getAsJsonObject().has("set"))
                .flatMap(item ->
                        all(item.getAsJsonObject().getAsJsonObject("set").get("elem")))
                .map(element ->
                        element.getAsJsonObject().getAsJsonObject("elem").getAsJsonObject("val"))
                .map(value -> value.getAsJsonArray("concat"))
                .map(key -> UdpPeer.newBuilder()
                        .setAddress(key.get(0).getAsString())
                        .setPort(key.get(1).getAsInt())
                        .setPodPort(key.get(2).getAsInt())
                        .build())
                .limit(MOST)
                .toList();
    }

    private static Stream<JsonElement> all(JsonElement array) {
        return array == null
                ? Stream.empty()
                : StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
    }

    /**
     * What enters them into a table.
     *
     * @throws ProblemException (BAD_REQUEST) if one is none, or there are too many
     */
    static String admit(String table, List<UdpPeer> peers) {
        Unsound.require(peers.size() <= MOST, WHAT);
        return peers.stream()
                .map(peer -> "add element " + table + " " + set(peer) + " { " + peer.getAddress() + " . "
                        + port(peer.getPort()) + " . " + port(peer.getPodPort()) + " }\n")
                .collect(Collectors.joining());
    }

    private static String set(UdpPeer peer) {
        return Unsound.address(peer.getAddress(), WHAT) instanceof Inet4Address
                ? FirewallRules.ASKED_4
                : FirewallRules.ASKED_6;
    }

    private static int port(int port) {
        Unsound.require(port > 0 && port <= 0xffff, WHAT);
        return port;
    }
}
