package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.deskferry.host.linux.Xattrs;

/** The extended attributes that belong to a tree wherever it is. */
final class TreeXattrs {
    // Overlayfs's notes on files of the image by their handles, which differ at the other end; and on its index, which
    // starts empty there. It finds out again what it needs.
    private static final Set<String> OF_ONE_OVERLAY =
            Set.of("trusted.overlay.origin", "trusted.overlay.impure", "trusted.overlay.nlink");
    // What the machine's own policy says of the file.
    private static final Set<String> OF_ONE_MACHINE =
            Set.of("security.selinux", "security.SMACK64", "security.apparmor", "security.ima", "security.evm");

    private TreeXattrs() {}

    static boolean travels(String name) {
        return !OF_ONE_OVERLAY.contains(name) && !OF_ONE_MACHINE.contains(name);
    }

    /** Reads all that travel. */
    static Map<String, ByteString> read(Xattrs xattrs) throws IOException {
        var names = xattrs.names();
        if (names.isEmpty()) {
            return Map.of();
        }
        var values = new HashMap<String, ByteString>();
        for (var name : names) {
            if (travels(name)) {
                xattrs.get(name).ifPresent(value -> values.put(name, ByteString.copyFrom(value)));
            }
        }
        return values.isEmpty() ? Map.of() : values;
    }

    /** Makes the attributes that travel be {@code wanted}, and no others. */
    static void replace(Xattrs xattrs, Map<String, ByteString> wanted) throws IOException {
        for (var name : xattrs.names()) {
            if (travels(name) && !wanted.containsKey(name)) {
                xattrs.remove(name);
            }
        }
        for (var entry : wanted.entrySet()) {
            xattrs.set(entry.getKey(), entry.getValue().toByteArray());
        }
    }
}
