package org.deskferry.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.deskferry.host.linux.Mounts;
import org.deskferry.host.pod.PodFolder;
import org.deskferry.host.pod.Privileges;
import org.deskferry.host.pod.UsrMount;
import org.deskferry.proto.v1.IdRange;

/**
 * The root file system of a pod: an overlay of its image, seen with the pod's ids, and its own upper directory. The
 * upper belongs to the pod's ids already and is not mapped.
 *
 * <p>Of most pods the {@code /usr} is no overlay, see {@link UsrMount}.
 *
 * <p>An upper that came from another workstation starts with an empty work directory. While the root is mounted, nobody
 * but the pod writes to the upper.
 */
public final class PodRoot {
    private final Path image;
    private final PodFolder folder;
    private final IdRange ids;

    /** @param image the file tree of the image, as it is on disk */
    public PodRoot(Path image, PodFolder folder, IdRange ids) {
        this.image = image;
        this.folder = folder;
        this.ids = ids;
    }

    /**
     * Makes the directories that are not there yet and mounts the mapped image at {@code folder.lower()}, until {@link #settle}. Optional: it
     * takes the part of {@link #mount} that needs no upper out of a freeze.
     */
    public void prepare() throws IOException {
        for (var directory : new Path[] {folder.work(), folder.lower(), folder.root()}) {
            Files.createDirectories(directory);
        }
        makeUpper();
        if (!Mounts.isMounted(folder.lower())) {
            Mounts.bindMapped(image, folder.lower(), ids.getFirst(), ids.getCount());
        }
    }

    /** Makes the upper directory, empty, if it is not there yet. */
    public void makeUpper() throws IOException {
        if (!Files.exists(folder.upper())) {
            Files.createDirectory(folder.upper());
            Files.setAttribute(folder.upper(), "unix:mode", Files.getAttribute(image, "unix:mode"));
            Files.setAttribute(folder.upper(), "unix:uid", ids.getFirst());
            Files.setAttribute(folder.upper(), "unix:gid", ids.getFirst());
        }
    }

    /** Makes the upper directory of a pod that is new, with what it begins with; before anything else. */
    public void makeNew() throws IOException {
        makeUpper();
        new OwnDirectories(image, folder.upper(), ids, hasUsr() ? Set.of(UsrMount.DIRECTORY) : Set.of()).make();
    }

    private boolean hasUsr() {
        return !Privileges.canBeGained(image)
                && Files.isDirectory(image.resolve(UsrMount.DIRECTORY), LinkOption.NOFOLLOW_LINKS);
    }

    /** Mounts the root of a pod that is new, with all that belongs on it, for somebody to copy. Nothing is left if this fails. */
    public void mountNew() throws IOException {
        mount();
        if (hasUsr()) {
            try {
                Mounts.bind(UsrMount.source(folder), UsrMount.point(folder));
            } catch (IOException e) {
                unmount(folder);
                throw e;
            }
        }
    }

    /** Mounts the pod's root at {@code folder.root()}; of a pod that is woken CRIU does the rest. Nothing is left if this fails. */
    public void mount() throws IOException {
        try {
            prepare();
            Mounts.mount("overlay", folder.root(), options());
            if (!Files.isDirectory(folder.work().resolve("index"))) {
                throw new IOException("the file system of " + folder.work() + " has no file handles");
            }
        } catch (IOException e) {
            unmount(folder);
            throw e;
        }
    }

    /** Leaves only the mount of the root: the pod has mounts of its own by now. */
    public void settle() throws IOException {
        Mounts.detachAll(UsrMount.point(folder));
        Mounts.detachAll(folder.lower());
    }

    /** Takes away all that is mounted, waiting briefly for the pod's last process. */
    public static void unmount(PodFolder folder) throws IOException {
        Mounts.unmountAll(UsrMount.point(folder));
        Mounts.unmountAll(folder.root());
        Mounts.unmountAll(folder.lower());
    }

    private Map<String, String> options() {
        var options = new LinkedHashMap<String, String>();
        options.put("lowerdir", folder.lower().toString().replace("\\", "\\\\").replace(":", "\\:"));
        options.put("upperdir", folder.upper().toString());
        options.put("workdir", folder.work().toString());
        // Files are found again by handle, which an inotify watch needs to be dumped.
        options.put("index", "on");
        options.put("nfs_export", "on");
        // The upper alone, beside a copy of the image, is the whole truth: it never refers to the image's content.
        options.put("redirect_dir", "nofollow");
        options.put("metacopy", "off");
        // One device number for all files, also where image and upper are on two file systems.
        options.put("xino", "auto");
        return options;
    }
}
