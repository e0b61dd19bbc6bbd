package org.deskferry.host.pod;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What programs of an image may become inside a pod. */
public final class Privileges {
    private static final String MARK = "usr/lib/deskferry/allow-new-privileges";

    private Privileges() {}

    /** Whether set-uid programs may become the pod's root, which an image says by a file. */
    public static boolean canBeGained(Path tree) {
        return Files.isRegularFile(tree.resolve(MARK), LinkOption.NOFOLLOW_LINKS);
    }
}
