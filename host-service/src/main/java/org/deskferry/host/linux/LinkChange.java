package org.deskferry.host.linux;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Changes to a network link that a frozen pod waits for: asked of the kernel directly (rtnetlink(7)), for which ip(8) would need a process
 * each.
 */
public final class LinkChange {
    static final int NETLINK_ROUTE = 0;
    static final short RTM_SETLINK = 19;
    private static final short RTM_GETLINK = 18;
    /** NLM_F_REQUEST and ACK. */
    static final short REQUEST_ACK = 0x1 | 0x4;

    /** struct ifinfomsg, all zero: the link is found by its name. */
    private static final int HEAD_BYTES = 16;

    private static final int INDEX_AT = 4;
    private static final int FLAGS_AT = 8;
    private static final int CHANGE_AT = 12;
    private static final int IFF_UP = 1;

    private static final short IFLA_IFNAME = 3;
    private static final short IFLA_MTU = 4;
    private static final short IFLA_MASTER = 10;

    private LinkChange() {}

    /** Whether this machine has a link of that name. */
    public static boolean exists(String link) {
        return LibC.if_nametoindex(Native.toByteArray(link)) != 0;
    }

    /** Makes a link a port of a bridge. */
    public static void setMaster(String link, String bridge) {
        try {
            change(
                    NetlinkSocket.here(NETLINK_ROUTE),
                    "make " + link + " a port of " + bridge,
                    link,
                    IFLA_MASTER,
                    index(bridge));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Java's own way finds no link without an address. */
    static int index(String link) {
        var index = LibC.if_nametoindex(Native.toByteArray(link));
        if (index == 0) {
            throw new UncheckedIOException(new IOException("there is no link " + link));
        }
        return index;
    }

    /** Makes a link no bridge's port; of no effect where it is none's. */
    public static void clearMaster(String link) {
        try {
            change(NetlinkSocket.here(NETLINK_ROUTE), "take " + link + " from its bridge", link, IFLA_MASTER, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Switches a link on. */
    public static void up(String link) {
        set(link, IFF_UP);
    }

    /** Switches a link off. */
    public static void down(String link) {
        set(link, 0);
    }

    private static void set(String link, int flag) {
        var head = ByteBuffer.allocate(HEAD_BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(INDEX_AT, index(link))
                .putInt(FLAGS_AT, flag)
                .putInt(CHANGE_AT, IFF_UP);
        try (var socket = NetlinkSocket.here(NETLINK_ROUTE)) {
            socket.ask("switch " + link, RTM_SETLINK, REQUEST_ACK, head.array(), _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets how long a frame may be, of a link in the network namespace of a process. */
    public static void setMtu(long pid, String link, int bytes) {
        try {
            change(NetlinkSocket.of(pid, NETLINK_ROUTE), "set the MTU of " + link, link, IFLA_MTU, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of a link in the namespace that a conversation is about. */
    static int index(NetlinkSocket socket, String link) throws IOException {
        var name = text(link);
        var body = ByteBuffer.allocate(HEAD_BYTES + Attributes.size(name.length))
                .order(ByteOrder.nativeOrder())
                .position(HEAD_BYTES);
        Attributes.put(body, IFLA_IFNAME, name);
        var index = new AtomicInteger();
        socket.ask(
                "find " + link, RTM_GETLINK, REQUEST_ACK, body.array(), answer -> index.set(answer.getInt(INDEX_AT)));
        return index.get();
    }

    private static void change(NetlinkSocket opened, String what, String link, short attribute, int value)
            throws IOException {
        var name = text(link);
        var body = ByteBuffer.allocate(HEAD_BYTES + Attributes.size(name.length) + Attributes.size(Integer.BYTES))
                .order(ByteOrder.nativeOrder())
                .position(HEAD_BYTES);
        Attributes.put(body, IFLA_IFNAME, name);
        Attributes.put(body, attribute, number(value));
        try (var socket = opened) {
            socket.ask(what, RTM_SETLINK, REQUEST_ACK, body.array(), _ -> {});
        }
    }

    private static byte[] text(String link) {
        return link.concat("\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }
}
