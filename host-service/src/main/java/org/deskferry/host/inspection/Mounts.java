package org.deskferry.host.inspection;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.pod.UsrMount;

/** The mounts of a pod. */
final class Mounts {
    private final Map<Integer, Mount> mounts;

    private Mounts(Map<Integer, Mount> mounts) {
        this.mounts = mounts;
    }

    /**
     * A mount.
     *
     * @param parent the mount it lies on
     * @param root what of its file system is mounted
     * @param point where, seen from the pod
     * @param isUsr whether it is the image's {@code /usr}
     */
    record Mount(int id, int parent, String root, String point, String type, boolean isUsr) {
        private static final int ROOT = 3;
        private static final int POINT = 4;

        /** Whether it shows no more than that one does. */
        boolean isPartOf(Mount other) {
            return type.equals(other.type) && (root + "/").startsWith(other.root + "/");
        }

        static Mount parse(String line) {
            var halves = line.split(" - ", 2);
            var fields = halves[0].split(" ", -1);
            return new Mount(
                    Integer.parseInt(fields[0]),
                    Integer.parseInt(fields[1]),
                    fields[ROOT],
                    fields[POINT],
                    halves[1].split(" ", 2)[0],
                    UsrMount.is(line));
        }
    }

    /** Those that these processes see. */
    static Mounts of(Collection<Program> programs) {
        var views = programs.stream()
                .collect(Collectors.toMap(program -> program.namespace("mnt"), Program::pid, (one, _) -> one));
        return new Mounts(views.values().stream()
                .flatMap(pid -> Proc.read(pid + "/mountinfo").stream())
                .flatMap(String::lines)
                .map(Mount::parse)
                .collect(Collectors.toMap(Mount::id, Function.identity(), (one, _) -> one)));
    }

    boolean has(int id) {
        return mounts.containsKey(id);
    }

    Collection<Mount> all() {
        return mounts.values();
    }
}
