package org.deskferry.host.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.proto.v1.IdRange;

/**
 * Gives a new pod directories of its own in place of those of its image that programs walk through most. They are empty: the overlay goes
 * on to show what the image has in them. But who may search them it now asks the upper; of a layer whose owners are mapped the kernel
 * cannot ask that without leaving its fast way of walking a path ({@code do_ovl_get_acl} in its {@code fs/overlayfs/inode.c}).
 */
final class OwnDirectories {
    /** Names below the root. Deeper directories are many, and less used. */
    private static final int DEEPEST = 3;
    /** What a module of the kernel has marked is marked anew; anything else would be hidden. */
    private static final String MARKS = "security.";

    private final Path image;
    private final Path upper;
    private final IdRange ids;
    private final Set<String> unwanted;

    /** @param unwanted names of the root that get none */
    OwnDirectories(Path image, Path upper, IdRange ids, Set<String> unwanted) {
        this.image = image;
        this.upper = upper;
        this.ids = ids;
        this.unwanted = unwanted;
    }

    /** Makes them, in an upper that is empty. */
    void make() throws IOException {
        try (var from = Directory.open(image);
                var to = Directory.open(upper)) {
            copy(from, to, 1);
        }
    }

    private void copy(Directory from, Directory to, int depth) throws IOException {
        for (var name : from.list()) {
            if (depth == 1 && unwanted.contains(name)) {
                continue;
            }
            var status = from.status(name).filter(FileStatus::isDirectory).filter(this::isMapped);
            if (status.isPresent() && isPlain(from, name)) {
                copy(from, to, name, status.get(), depth);
            }
        }
    }

    private void copy(Directory from, Directory to, String name, FileStatus status, int depth) throws IOException {
        to.edit().createDirectory(name);
        to.edit().setOwner(name, ids.getFirst() + status.uid(), ids.getFirst() + status.gid());
        to.edit().setPermissions(name, status.permissions());
        if (depth < DEEPEST) {
            try (var inner = from.openDirectory(name).orElseThrow(() -> TreeLine.changing(name));
                    var made = to.openDirectory(name).orElseThrow(() -> TreeLine.changing(name))) {
                copy(inner, made, depth + 1);
            }
        }
        to.edit().setModified(name, status.modifiedSeconds(), status.modifiedNanos());
    }

    private boolean isMapped(FileStatus status) {
        return Integer.compareUnsigned(status.uid(), ids.getCount()) < 0
                && Integer.compareUnsigned(status.gid(), ids.getCount()) < 0;
    }

    private static boolean isPlain(Directory from, String name) throws IOException {
        return from.xattrs(name).names().stream().allMatch(xattr -> xattr.startsWith(MARKS));
    }
}
