package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deskferry.host.linux.BorrowedFile;
import org.deskferry.proto.v1.Phrase;

/** Internet sockets in a state, and sockets of a family, that CRIU does not know. */
final class InetRule implements Rule {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_NETLINK = 16;
    private static final int AF_PACKET = 17;

    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;

    private static final int PROTOCOL_ANY = 0;
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    private static final int UDP_LITE = 136;
    private static final int MULTIPATH_TCP = 262;
    private static final Set<Integer> PROTOCOLS = Set.of(PROTOCOL_ANY, ICMP, TCP, UDP, ICMPV6, UDP_LITE);

    private static final int UDP_CORK = 1;

    /** struct inet_diag_req_v2 and struct inet_diag_msg. */
    private static final int REQUEST_BYTES = 56;

    private static final int STATES_AT = 4;
    private static final int STATE_AT = 1;
    private static final int PORT_AT = 4;
    private static final int WAITING_AT = 56;
    private static final int INODE_AT = 68;
    private static final int LISTEN = 10;

    /** @param waiting connections in a listening socket that the program has not taken yet */
    private record Listener(int port, int waiting) {}

    @Override
    public void apply(Scene scene, Findings findings) throws IOException {
        var listeners = new HashMap<Long, Listener>();
        var known = new HashSet<Long>();
        for (var family : new int[] {AF_INET, AF_INET6}) {
            scene.sockets().ask(request(family), answer -> take(answer, listeners, known));
        }
        scene.socketsHeld().forEach((inode, file) -> {
            var listener = listeners.get(inode);
            if (listener != null && listener.waiting() > 0) {
                findings.addPassing(
                        file.program(),
                        say("At its port {0} a connection waits that it has not accepted yet.", listener.port()));
            } else if (!known.contains(inode)) {
                obstacle(file).ifPresent(reason -> findings.add(file.program(), reason));
            }
        });
    }

    private static byte[] request(int family) {
        return ByteBuffer.allocate(REQUEST_BYTES)
                .order(ByteOrder.nativeOrder())
                .put((byte) family)
                .put((byte) TCP)
                .putInt(STATES_AT, -1)
                .array();
    }

    private static void take(ByteBuffer answer, Map<Long, Listener> listeners, Set<Long> known) {
        var inode = Integer.toUnsignedLong(answer.getInt(INODE_AT));
        known.add(inode);
        if (answer.get(STATE_AT) == LISTEN) {
            var port = Short.toUnsignedInt(Short.reverseBytes(answer.getShort(PORT_AT)));
            listeners.put(inode, new Listener(port, answer.getInt(WAITING_AT)));
        }
    }

    private static Optional<Phrase> obstacle(OpenFile file) {
        return BorrowedFile.of(file.program().pid(), file.fd()).flatMap(socket -> {
            try (socket) {
                return obstacle(socket);
            }
        });
    }

    private static Optional<Phrase> obstacle(BorrowedFile socket) {
        return switch (socket.family()) {
            case AF_UNIX, AF_NETLINK, AF_PACKET -> Optional.empty();
            case AF_INET, AF_INET6 -> inet(socket);
            default -> held(say("a socket of the family {0}", socket.family()));
        };
    }

    private static Optional<Phrase> inet(BorrowedFile socket) {
        var protocol = socket.protocol();
        return switch (socket.type()) {
            case SOCK_RAW -> Optional.empty();
            case SOCK_STREAM, SOCK_DGRAM -> {
                if (socket.type() == SOCK_DGRAM && (protocol == ICMP || protocol == ICMPV6)) {
                    // It could be made anew only where the network namespace, which is a new one, lets its group.
                    yield held(say("a ping socket"));
                }
                if (protocol == MULTIPATH_TCP) {
                    yield held(say("a multipath TCP socket"));
                }
                if (!PROTOCOLS.contains(protocol)) {
                    yield held(say("a socket of the protocol {0}", protocol));
                }
                var isUdp = protocol == UDP || protocol == UDP_LITE;
                yield isUdp && socket.isSet(UDP, UDP_CORK)
                        ? held(say("a UDP socket that gathers data before it sends (UDP_CORK)"))
                        : Optional.empty();
            }
            default -> held(say("an Internet socket of the type {0}", socket.type()));
        };
    }

    private static Optional<Phrase> held(Phrase what) {
        return Optional.of(say("It has {0} open, which cannot be moved.", what));
    }
}
