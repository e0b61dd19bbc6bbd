package org.deskferry.host.inspection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deskferry.host.linux.Attributes;
import org.deskferry.host.linux.SocketDiag;

/** The Unix sockets of a network namespace, by inode. */
record UnixTable(Map<Long, UnixSocket> sockets) {
    private static final byte AF_UNIX = 1;
    private static final int SHOW_ALL = 0x1F;

    /** struct unix_diag_req and struct unix_diag_msg with its attributes. */
    private static final int REQUEST_BYTES = 24;

    private static final int STATES_AT = 4;
    private static final int SHOW_AT = 12;
    private static final int STATE_AT = 2;
    private static final int INODE_AT = 4;
    private static final int ATTRIBUTES_AT = 16;
    private static final int NAME = 0;
    private static final int PEER = 2;
    private static final int WAITING = 3;
    private static final int QUEUES = 4;
    private static final int LISTEN = 10;

    /**
     * A socket.
     *
     * @param name a path, or an at sign and an abstract name; empty for none
     * @param peer the inode of its other end; 0 for none, or none yet
     * @param received bytes, or messages, that it has not read
     * @param sent bytes that its peer has not read
     * @param waiting of a listener: the other ends, by inode, of connections that it has not accepted; 0 for one closed again
     */
    record UnixSocket(
            long inode, String name, boolean isListener, long peer, int received, int sent, List<Long> waiting) {}

    static UnixTable ask(SocketDiag diag) throws IOException {
        var request = ByteBuffer.allocate(REQUEST_BYTES)
                .order(ByteOrder.nativeOrder())
                .put(AF_UNIX)
                .putInt(STATES_AT, -1)
                .putInt(SHOW_AT, SHOW_ALL)
                .array();
        var sockets = new HashMap<Long, UnixSocket>();
        diag.ask(request, answer -> {
            var socket = parse(answer);
            sockets.put(socket.inode(), socket);
        });
        return new UnixTable(Map.copyOf(sockets));
    }

    private static UnixSocket parse(ByteBuffer answer) {
        var queues = attribute(answer, QUEUES);
        return new UnixSocket(
                Integer.toUnsignedLong(answer.getInt(INODE_AT)),
                attribute(answer, NAME).map(UnixTable::name).orElse(""),
                answer.get(STATE_AT) == LISTEN,
                attribute(answer, PEER)
                        .map(peer -> Integer.toUnsignedLong(peer.getInt(0)))
                        .orElse(0L),
                queues.map(queue -> queue.getInt(0)).orElse(0),
                queues.map(queue -> queue.getInt(Integer.BYTES)).orElse(0),
                attribute(answer, WAITING).map(UnixTable::inodes).orElse(List.of()));
    }

    private static Optional<ByteBuffer> attribute(ByteBuffer answer, int type) {
        return Attributes.find(answer, ATTRIBUTES_AT, type);
    }

    private static String name(ByteBuffer raw) {
        return StandardCharsets.UTF_8
                .decode(raw.duplicate())
                .toString()
                .replace('\0', '@')
                .replaceFirst("(?<=.)@$", "");
    }

    private static List<Long> inodes(ByteBuffer raw) {
        var inodes = new ArrayList<Long>();
        for (int at = 0; at + Integer.BYTES <= raw.limit(); at += Integer.BYTES) {
            inodes.add(Integer.toUnsignedLong(raw.getInt(at)));
        }
        return List.copyOf(inodes);
    }
}
