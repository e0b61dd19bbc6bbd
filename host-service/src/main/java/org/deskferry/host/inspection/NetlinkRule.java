package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.deskferry.host.linux.Attributes;

/** Netlink sockets with a message under way, or in groups that CRIU does not know. */
final class NetlinkRule implements Rule {
    private static final byte AF_NETLINK = 16;
    private static final byte ALL_PROTOCOLS = (byte) 255;
    private static final int SHOW_MEMORY_AND_GROUPS = 0x3;

    /** struct netlink_diag_req and struct netlink_diag_msg with its attributes. */
    private static final int REQUEST_BYTES = 20;

    private static final int SHOW_AT = 8;
    private static final int PORT_AT = 4;
    private static final int INODE_AT = 16;
    private static final int ATTRIBUTES_AT = 28;
    private static final int MEMORY = 0;
    private static final int GROUPS = 1;

    @Override
    public void apply(Scene scene, Findings findings) throws IOException {
        var request = ByteBuffer.allocate(REQUEST_BYTES)
                .order(ByteOrder.nativeOrder())
                .put(AF_NETLINK)
                .put(ALL_PROTOCOLS)
                .putInt(SHOW_AT, SHOW_MEMORY_AND_GROUPS)
                .array();
        var held = scene.socketsHeld();
        scene.sockets().ask(request, answer -> {
            var file = held.get(Integer.toUnsignedLong(answer.getInt(INODE_AT)));
            if (file != null) {
                judge(answer, file.program(), findings);
            }
        });
    }

    private static void judge(ByteBuffer answer, Program program, Findings findings) {
        var unread = Attributes.find(answer, ATTRIBUTES_AT, MEMORY).stream().anyMatch(memory -> memory.getInt(0) > 0);
        if (unread) {
            findings.addPassing(program, say("A message from the kernel (netlink) waits that it has not read yet."));
        }
        var groups = Attributes.find(answer, ATTRIBUTES_AT, GROUPS);
        if (groups.stream().anyMatch(NetlinkRule::hasHighGroup)) {
            findings.add(program, say("It listens to kernel messages (netlink) of a kind that cannot be moved."));
        } else if (answer.getInt(PORT_AT) == 0 && groups.stream().anyMatch(NetlinkRule::hasGroup)) {
            findings.add(
                    program, say("It listens to kernel messages (netlink) without an address, which cannot be moved."));
        }
    }

    private static boolean hasHighGroup(ByteBuffer groups) {
        return hasBit(groups, Integer.BYTES);
    }

    private static boolean hasGroup(ByteBuffer groups) {
        return hasBit(groups, 0);
    }

    private static boolean hasBit(ByteBuffer groups, int from) {
        for (int at = from; at < groups.limit(); at++) {
            if (groups.get(at) != 0) {
                return true;
            }
        }
        return false;
    }
}
