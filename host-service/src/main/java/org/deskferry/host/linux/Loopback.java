package org.deskferry.host.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The way from programs of a network namespace to others in it. Muted, it loses what is sent in silence: by a queueing discipline (rtnetlink(7), tc(8)), as without the link
 * itself there would be no addresses to bind to.
 */
public final class Loopback {
    private static final short RTM_NEWQDISC = 36;
    /** NLM_F_CREATE and NLM_F_REPLACE. */
    private static final short PUT = 0x400 | 0x100;

    /** struct tcmsg: family, link, handle, parent, info. */
    private static final int HEAD_BYTES = 20;

    private static final int LINK_AT = 4;
    private static final int PARENT_AT = 12;
    /** Of the first link of each namespace. */
    private static final int LO = 1;

    private static final int ROOT = 0xFFFFFFFF;
    private static final int ATTRIBUTE_BYTES = 4;
    private static final short TCA_KIND = 1;

    private Loopback() {}

    /** Of the namespace of a process. */
    public static void mute(long pid) {
        put(pid, "blackhole");
    }

    /** It is as usual again, or still. */
    public static void unmute(long pid) {
        put(pid, "noqueue");
    }

    private static void put(long pid, String discipline) {
        var kind = discipline.concat("\0").getBytes(StandardCharsets.US_ASCII);
        var body = ByteBuffer.allocate(HEAD_BYTES + ATTRIBUTE_BYTES + Attributes.padded(kind.length))
                .order(ByteOrder.nativeOrder())
                .putInt(LINK_AT, LO)
                .putInt(PARENT_AT, ROOT)
                .position(HEAD_BYTES)
                .putShort((short) (ATTRIBUTE_BYTES + kind.length))
                .putShort(TCA_KIND)
                .put(kind);
        try (var socket = NetlinkSocket.of(pid, LinkChange.NETLINK_ROUTE)) {
            socket.ask(
                    "make lo a " + discipline,
                    RTM_NEWQDISC,
                    (short) (LinkChange.REQUEST_ACK | PUT),
                    body.array(),
                    _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
