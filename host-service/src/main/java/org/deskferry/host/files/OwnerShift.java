package org.deskferry.host.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.Xattrs;
import org.deskferry.proto.v1.IdRange;

/**
 * Gives a tree that nobody uses from one range of ids to another: owners, and the ids in access lists and file capabilities.
 * What belongs to others, such as an overlay's whiteouts, stays as it is. The ranges do not overlap, so that nothing is shifted
 * twice, whatever number of names it has.
 */
public final class OwnerShift {
    private static final String CAPABILITY = "security.capability";
    private static final String[] ACLS = {"system.posix_acl_access", "system.posix_acl_default"};
    /** struct vfs_ns_cap_data: the id of the root that it counts for. */
    private static final int CAPABILITY_ROOT = 20;

    private static final int CAPABILITY_SIZE = 24;
    /** struct posix_acl_xattr_entry: tag, permissions, id; after a version. */
    private static final int ACL_HEADER = 4;

    private static final int ACL_ENTRY = 8;
    private static final short ACL_USER = 0x02;
    private static final short ACL_GROUP = 0x08;

    private final IdRange from;
    private final int distance;

    /** From {@code from} to the range of the same size that begins with {@code to}. */
    public OwnerShift(IdRange from, IdRange to) {
        this.from = from;
        this.distance = to.getFirst() - from.getFirst();
    }

    public void apply(Path tree) throws IOException {
        try (var root = Directory.open(tree)) {
            shift(root, ".", root.status());
            var unvisited = new ArrayDeque<String>();
            unvisited.push("");
            while (!unvisited.isEmpty()) {
                var path = unvisited.pop();
                try (var directory = root.openDirectory(path).orElseThrow(() -> TreeLine.changing(path))) {
                    for (var name : directory.list()) {
                        var inner = path.isEmpty() ? name : path + "/" + name;
                        var status = directory.status(name).orElseThrow(() -> TreeLine.changing(inner));
                        shift(directory, name, status);
                        if (status.isDirectory()) {
                            unvisited.push(inner);
                        }
                    }
                }
            }
        }
    }

    private void shift(Directory directory, String name, FileStatus status) throws IOException {
        var xattrs = directory.xattrs(name);
        var names = xattrs.names();
        // Before a new owner takes it away.
        var capability = names.contains(CAPABILITY) ? xattrs.get(CAPABILITY) : java.util.Optional.<byte[]>empty();
        if (owns(status.uid()) || owns(status.gid())) {
            directory.edit().setOwner(name, shifted(status.uid()), shifted(status.gid()));
            if (capability.isPresent()) {
                xattrs.set(CAPABILITY, shiftedCapability(capability.get()));
            }
        }
        for (var acl : ACLS) {
            if (names.contains(acl)) {
                shiftAcl(xattrs, acl);
            }
        }
        if (status.type() != FileStatus.SYMLINK) {
            directory.edit().setPermissions(name, status.permissions());
        }
    }

    private void shiftAcl(Xattrs xattrs, String acl) throws IOException {
        var value = xattrs.get(acl);
        if (value.isEmpty()) {
            return;
        }
        var list = ByteBuffer.wrap(value.get()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = ACL_HEADER; at + ACL_ENTRY <= list.limit(); at += ACL_ENTRY) {
            var tag = list.getShort(at);
            if (tag == ACL_USER || tag == ACL_GROUP) {
                list.putInt(at + 4, shifted(list.getInt(at + 4)));
            }
        }
        xattrs.set(acl, list.array());
    }

    private byte[] shiftedCapability(byte[] value) {
        if (value.length == CAPABILITY_SIZE) {
            var fields = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
            fields.putInt(CAPABILITY_ROOT, shifted(fields.getInt(CAPABILITY_ROOT)));
        }
        return value;
    }

    private int shifted(int id) {
        return owns(id) ? id + distance : id;
    }

    private boolean owns(int id) {
        var offset = Integer.toUnsignedLong(id) - Integer.toUnsignedLong(from.getFirst());
        return offset >= 0 && offset < Integer.toUnsignedLong(from.getCount());
    }
}
