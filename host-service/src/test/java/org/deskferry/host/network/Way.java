package org.deskferry.host.network;

import java.io.IOException;
import java.util.List;
import org.deskferry.host.linux.Command;

/** The ways from the machine of an {@link OwnNetwork} to a peer outside of it. */
enum Way {
    BRIDGE("", "port") {
        @Override
        void plug(long peer) {
            Command.run(List.of("ip", "link", "add", "br0", "up", "type", "bridge"));
            cable(peer);
            Command.run(List.of("ip", "link", "set", "port", "master", "br0"));
        }
    },
    MACVLAN("card", "card") {
        @Override
        void plug(long peer) {
            cable(peer);
        }
    };

    private final String card;
    private final String socket;

    Way(String card, String socket) {
        this.card = card;
        this.socket = socket;
    }

    Uplink uplink() {
        return Uplink.of("br0", card);
    }

    /** The machine's link that the cable to the peer is plugged into. */
    String socket() {
        return socket;
    }

    /** Makes the way, and the peer at its end with these addresses. */
    NetworkNamespace toPeer(String... addresses) throws IOException, InterruptedException {
        var peer = NetworkNamespace.make();
        plug(peer.pid());
        for (var address : addresses) {
            peer.ask("ip addr add " + address + " dev eth0 nodad");
        }
        peer.ask("ip link set lo up; ip link set eth0 up");
        // With this address its kernel has noticed that the link is up; before, nobody finds it by IPv6.
        while (!peer.ask("ip -6 addr show dev eth0").contains("fe80:")) {
            Thread.sleep(5);
        }
        return peer;
    }

    abstract void plug(long peer);

    void cable(long peer) {
        var words = "ip link add " + socket + " up type veth peer name eth0 netns " + peer;
        Command.run(List.of(words.split(" ")));
    }
}
