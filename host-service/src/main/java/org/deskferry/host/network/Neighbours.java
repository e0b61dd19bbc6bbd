package org.deskferry.host.network;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.deskferry.host.linux.Command;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Neighbour;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has which address on a pod's network, as its kernel knows (ARP, RFC 4861). Without it a pod that wakes has to ask first; and if it does so
 * before its link is open, it asks again a second later.
 */
final class Neighbours {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);
    private static final int MOST = 1024;
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    private Neighbours() {}

    /** Those of a pod, some if there are very many. */
    static List<Neighbour> of(long initPid) {
        var listing = Command.attempt(List.of(
                "nsenter", "--net=/proc/" + initPid + "/ns/net", "ip", "-json", "neighbour", "show", "dev", "eth0"));
        if (!listing.succeeded() || listing.output().isBlank()) {
            LOG.warn("the pod will have to ask for its neighbours: {}", listing.output());
            return List.of();
        }
        return StreamSupport.stream(
                        JsonParser.parseString(listing.output())
                                .getAsJsonArray()
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .filter(Neighbours::isKnown)
                .map(entry -> Neighbour.newBuilder()
                        .setAddress(entry.get("dst").getAsString())
                        .setMac(entry.get("lladdr").getAsString())
                        .build())
                .limit(MOST)
                .toList();
    }

    private static boolean isKnown(JsonObject entry) {
        return entry.has("dst")
                && entry.has("lladdr")
                && MAC.matcher(entry.get("lladdr").getAsString()).matches();
    }

    /**
     * What tells {@code ip -batch} of them: to be used, and asked for again soon.
     *
     * @throws ProblemException (BAD_REQUEST) if one is none, or there are too many
     */
    static List<String> lines(List<Neighbour> neighbours) {
        Unsound.require(neighbours.size() <= MOST, "neighbours");
        return neighbours.stream()
                .map(neighbour -> {
                    Unsound.require(MAC.matcher(neighbour.getMac()).matches(), "neighbours");
                    var address = Unsound.address(neighbour.getAddress(), "neighbours");
                    return "neighbour replace " + address.getHostAddress() + " lladdr " + neighbour.getMac()
                            + " nud stale dev eth0";
                })
                .toList();
    }
}
