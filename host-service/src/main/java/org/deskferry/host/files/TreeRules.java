package org.deskferry.host.files;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.TreeEntry;

/**
 * What a received tree may hold.
 *
 * @param owners the users and groups its files may belong to
 * @param allDevices whether device nodes may be others than overlay whiteouts, that is character devices 0:0
 */
record TreeRules(IdRange owners, boolean allDevices) {
    /** An image holds files of the ids 0 to 65535 and device nodes. */
    static final TreeRules OF_IMAGES =
            new TreeRules(IdRange.newBuilder().setCount(65536).build(), true);

    private static final int MODE_BITS = 07777;
    private static final int NANOS = 1_000_000_000;
    private static final int LARGEST_XATTR = 64 * 1024;
    private static final List<String> XATTR_SPACES = List.of("user.", "trusted.", "security.");
    private static final List<String> ACLS = List.of("system.posix_acl_access", "system.posix_acl_default");

    /** Refuses an entry that breaks a rule by itself, whatever the tree is like. */
    void check(TreeEntry entry) {
        var path = Entries.text(entry.getPath());
        var type = entry.getType();
        if (path.isEmpty()) {
            require(
                    type == TreeEntry.Type.TYPE_DIRECTORY || type == TreeEntry.Type.TYPE_ATTRIBUTES,
                    path,
                    say("The root is no directory."));
        } else {
            checkPath(path, path);
        }
        switch (type) {
            case TYPE_REMOVED -> {}
            case TYPE_HARD_LINK -> checkPath(path, Entries.text(entry.getTarget()));
            case TYPE_FILE, TYPE_CHANGED_FILE, TYPE_DIRECTORY, TYPE_FIFO, TYPE_SOCKET, TYPE_ATTRIBUTES ->
                checkAttributes(path, entry);
            case TYPE_SYMLINK -> {
                checkAttributes(path, entry);
                checkTarget(path, entry.getTarget());
            }
            case TYPE_CHARACTER_DEVICE, TYPE_BLOCK_DEVICE -> {
                require(
                        allDevices || isWhiteout(entry),
                        path,
                        say("It is a device node, which a pod's files may not hold."));
                checkAttributes(path, entry);
            }
            case TYPE_UNSPECIFIED, UNRECOGNIZED -> throw corrupt(path, say("Its kind is unknown."));
        }
    }

    private void checkAttributes(String path, TreeEntry entry) {
        require((entry.getMode() & ~MODE_BITS) == 0, path, say("Its mode is not valid."));
        var owned = owns(entry.getUid()) && owns(entry.getGid());
        // Overlayfs makes them in the name of the machine's root.
        var rootsWhiteout = isWhiteout(entry) && entry.getUid() == 0 && entry.getGid() == 0;
        require(owned || rootsWhiteout, path, say("Its owner is not one of the tree's."));
        require(entry.getMtimeNanos() >= 0 && entry.getMtimeNanos() < NANOS, path, say("Its time is not valid."));
        require(entry.getSize() >= 0, path, say("Its size is not valid."));
        entry.getXattrsMap().forEach((name, value) -> {
            var known = XATTR_SPACES.stream().anyMatch(name::startsWith) || ACLS.contains(name);
            var fits = name.length() <= Entries.LONGEST_NAME && value.size() <= LARGEST_XATTR;
            var raw = name.chars().allMatch(c -> c > 0 && c < 256);
            require(known && fits && raw && TreeXattrs.travels(name), path, say("An extended attribute is not valid."));
        });
    }

    private static boolean isWhiteout(TreeEntry entry) {
        return entry.getType() == TreeEntry.Type.TYPE_CHARACTER_DEVICE && entry.getDevice() == 0;
    }

    boolean owns(int id) {
        var first = Integer.toUnsignedLong(owners.getFirst());
        var unsigned = Integer.toUnsignedLong(id);
        return unsigned >= first && unsigned < first + Integer.toUnsignedLong(owners.getCount());
    }

    private static void checkPath(String file, String path) {
        require(path.length() <= Entries.LONGEST_PATH && path.indexOf('\0') < 0, file, say("A path is not valid."));
        var valid = Arrays.stream(path.split("/", -1))
                .allMatch(name -> !name.isEmpty()
                        && !name.equals(".")
                        && !name.equals("..")
                        && name.length() <= Entries.LONGEST_NAME);
        require(valid, file, say("A path is not valid."));
    }

    private static void checkTarget(String path, ByteString target) {
        var length = target.size();
        var valid = length > 0
                && length <= Entries.LONGEST_PATH
                && Entries.text(target).indexOf('\0') < 0;
        require(valid, path, say("The target of the link is not valid."));
    }

    static void require(boolean holds, String path, Phrase reason) {
        if (!holds) {
            throw corrupt(path, reason);
        }
    }

    static ProblemException corrupt(String path, Phrase reason) {
        return corruptThing(
                path.isEmpty() ? say("the root of the file tree") : say("file {0}", Entries.readable(path)), reason);
    }

    static ProblemException corruptThing(Phrase thing, Phrase reason) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                thing,
                reason,
                say("Try again; if it happens again, look for faulty memory or a faulty network card."));
    }
}
