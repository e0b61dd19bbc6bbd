package org.deskferry.host.pod;

import java.nio.file.Path;
import org.deskferry.host.linux.Proc;

/**
 * The image's {@code /usr} in a pod: a read-only mount of its own over the overlay, with the pod's ids, where programs are as fast as outside. Pods whose programs
 * may become root have none, as those may write there, nor have pods that were made before there was any. CRIU leaves it out and puts it back.
 */
public final class UsrMount {
    /** Its name in the root. */
    public static final String DIRECTORY = "usr";
    /** Where programs of the pod see it. */
    public static final String POINT = "/usr";

    private UsrMount() {}

    /** What is mounted, while {@link PodFolder#lower} is. */
    public static Path source(PodFolder folder) {
        return folder.lower().resolve(DIRECTORY);
    }

    /** Where it is mounted for a pod that begins. */
    public static Path point(PodFolder folder) {
        return folder.root().resolve(DIRECTORY);
    }

    /** Whether that process sees one. */
    public static boolean isSeenBy(long pid) {
        return Proc.read(pid + "/mountinfo").stream().flatMap(String::lines).anyMatch(UsrMount::is);
    }

    /** Whether a line of proc(5)'s {@code mountinfo} tells of one. */
    public static boolean is(String line) {
        var fields = line.split(" ", 7);
        // No program in a pod could make one whose owners are mapped.
        return fields[4].equals(POINT) && (fields[5] + ",").contains(",idmapped,");
    }
}
