package org.deskferry.host.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** A link that is a port of a bridge. Asked of the kernel directly, as {@link LinkChange} is. */
public final class BridgePort {
    private static final byte AF_BRIDGE = 7;

    private static final int LINK_HEAD_BYTES = 16;
    private static final int LINK_INDEX_AT = 4;
    /** IFLA_PROTINFO, with the mark of an attribute that has others in it. */
    private static final short PORT_INFO = (short) (12 | 0x8000);

    /** IFLA_BRPORT_LEARNING, UNICAST_FLOOD, MCAST_FLOOD and BCAST_FLOOD. */
    private static final short[] EVERYTHING = {8, 9, 27, 30};

    private static final byte[] OFF = {0};

    private static final short RTM_NEWNEIGH = 28;
    /** NLM_F_REQUEST, ACK, REPLACE and CREATE. */
    private static final short PUT_ACK = 0x1 | 0x4 | 0x100 | 0x400;

    private static final int NEIGHBOUR_HEAD_BYTES = 12;
    private static final int NEIGHBOUR_INDEX_AT = 4;
    private static final int NEIGHBOUR_STATE_AT = 8;
    private static final int NEIGHBOUR_FLAGS_AT = 10;
    private static final short NUD_REACHABLE = 0x02;
    private static final byte NTF_MASTER = 0x04;
    private static final short NDA_LLADDR = 2;

    private BridgePort() {}

    /** From now on who sends through the port is not taken to be there, and only what is sent to someone there goes out of it. */
    public static void quiet(String port) {
        var flags = ByteBuffer.allocate(EVERYTHING.length * Attributes.size(OFF.length))
                .order(ByteOrder.nativeOrder());
        for (var flag : EVERYTHING) {
            Attributes.put(flags, flag, OFF);
        }
        var body = ByteBuffer.allocate(LINK_HEAD_BYTES + Attributes.size(flags.capacity()))
                .order(ByteOrder.nativeOrder())
                .put(0, AF_BRIDGE)
                .putInt(LINK_INDEX_AT, LinkChange.index(port))
                .position(LINK_HEAD_BYTES);
        Attributes.put(body, PORT_INFO, flags.array());
        ask("quiet " + port, LinkChange.RTM_SETLINK, LinkChange.REQUEST_ACK, body.array());
    }

    /** The station with this MAC is behind the port until it is heard elsewhere, wherever it was thought to be. */
    public static void leadsTo(String port, String mac) {
        var station = HexFormat.ofDelimiter(":").parseHex(mac);
        var body = ByteBuffer.allocate(NEIGHBOUR_HEAD_BYTES + Attributes.size(station.length))
                .order(ByteOrder.nativeOrder())
                .put(0, AF_BRIDGE)
                .putInt(NEIGHBOUR_INDEX_AT, LinkChange.index(port))
                .putShort(NEIGHBOUR_STATE_AT, NUD_REACHABLE)
                .put(NEIGHBOUR_FLAGS_AT, NTF_MASTER)
                .position(NEIGHBOUR_HEAD_BYTES);
        Attributes.put(body, NDA_LLADDR, station);
        ask("tell the bridge of " + mac, RTM_NEWNEIGH, PUT_ACK, body.array());
    }

    private static void ask(String what, short type, short flags, byte[] body) {
        try (var socket = NetlinkSocket.here(LinkChange.NETLINK_ROUTE)) {
            socket.ask(what, type, flags, body, _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
