package org.deskferry.host.files;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.TreeEntry;

/** Tree entries and the raw paths in them. */
final class Entries {
    static final int LONGEST_PATH = 4095;
    static final int LONGEST_NAME = 255;

    private Entries() {}

    static TreeEntry of(TreeEntry.Type type, String path, Look look) {
        return described(type, path, look).build();
    }

    static TreeEntry symlink(String path, Look look, ByteString target) {
        return described(TreeEntry.Type.TYPE_SYMLINK, path, look)
                .setTarget(target)
                .build();
    }

    static TreeEntry hardLink(String path, String target) {
        return named(TreeEntry.Type.TYPE_HARD_LINK, path).setTarget(raw(target)).build();
    }

    static TreeEntry removed(String path) {
        return named(TreeEntry.Type.TYPE_REMOVED, path).build();
    }

    private static TreeEntry.Builder described(TreeEntry.Type type, String path, Look look) {
        var status = look.status();
        return named(type, path)
                .setMode(status.permissions())
                .setUid(status.uid())
                .setGid(status.gid())
                .setMtimeSeconds(status.modifiedSeconds())
                .setMtimeNanos(status.modifiedNanos())
                .setSize(status.isFile() ? status.size() : 0)
                .setDevice(status.device())
                .putAllXattrs(look.xattrs());
    }

    private static TreeEntry.Builder named(TreeEntry.Type type, String path) {
        if (path.length() > LONGEST_PATH) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
                    say("file {0}", readable(path)),
                    say("Its path is longer than {0} bytes.", LONGEST_PATH),
                    say("Move it closer to the root of the pod, or remove it."));
        }
        return TreeEntry.newBuilder().setType(type).setPath(raw(path));
    }

    static ByteString raw(String text) {
        return ByteString.copyFrom(text, StandardCharsets.ISO_8859_1);
    }

    static String text(ByteString raw) {
        return raw.toString(StandardCharsets.ISO_8859_1);
    }

    /** A raw path as people read it, its beginning if it is long. */
    static String readable(String path) {
        var start = path.substring(0, Math.min(path.length(), LONGEST_NAME));
        var text = new String(start.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", "?") + (path.length() > LONGEST_NAME ? "..." : "");
    }
}
