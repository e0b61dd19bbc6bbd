package org.deskferry.host.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Links of a network namespace that take nothing to send. What TCP would send is refused and not lost, so it stays in its queue as not sent yet, and is sent as soon as that is
 * possible; lost, it would be sent again after a second. By a queueing discipline (rtnetlink(7), tc-pfifo(8)), as a link that is off has no addresses.
 */
public final class NetworkLock {
    private static final short RTM_NEWQDISC = 36;
    /** NLM_F_CREATE and NLM_F_REPLACE. */
    private static final short PUT = 0x400 | 0x100;

    /** struct tcmsg: family, link, handle, parent, info. */
    private static final int HEAD_BYTES = 20;

    private static final int LINK_AT = 4;
    private static final int PARENT_AT = 12;

    private static final int ROOT = 0xFFFFFFFF;
    private static final short TCA_KIND = 1;
    private static final short TCA_OPTIONS = 2;
    /** struct tc_fifo_qopt. */
    private static final byte[] NO_ROOM = new byte[Integer.BYTES];

    private NetworkLock() {}

    /** Locks links in the namespace of a process. */
    public static void lock(long pid, List<String> links) {
        put(pid, links, discipline("pfifo", Optional.of(NO_ROOM)));
    }

    /** They are as usual again, or still. */
    public static void unlock(long pid, List<String> links) {
        put(pid, links, discipline("noqueue", Optional.empty()));
    }

    private static void put(long pid, List<String> links, byte[] discipline) {
        try (var socket = NetlinkSocket.of(pid, LinkChange.NETLINK_ROUTE)) {
            for (var link : links) {
                var body = ByteBuffer.allocate(HEAD_BYTES + discipline.length)
                        .order(ByteOrder.nativeOrder())
                        .putInt(LINK_AT, LinkChange.index(socket, link))
                        .putInt(PARENT_AT, ROOT)
                        .position(HEAD_BYTES)
                        .put(discipline);
                socket.ask(
                        "change how " + link + " sends",
                        RTM_NEWQDISC,
                        (short) (LinkChange.REQUEST_ACK | PUT),
                        body.array(),
                        _ -> {});
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] discipline(String kind, Optional<byte[]> options) {
        var name = kind.concat("\0").getBytes(StandardCharsets.US_ASCII);
        var attributes = ByteBuffer.allocate(Attributes.size(name.length)
                        + options.map(value -> Attributes.size(value.length)).orElse(0))
                .order(ByteOrder.nativeOrder());
        Attributes.put(attributes, TCA_KIND, name);
        options.ifPresent(value -> Attributes.put(attributes, TCA_OPTIONS, value));
        return attributes.array();
    }
}
