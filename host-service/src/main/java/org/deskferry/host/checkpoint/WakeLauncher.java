package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.pod.HostedPod;

/**
 * What CRIU starts with when it wakes a pod: the pod's control group, a {@code /tmp} that goes with the checkpoint, and the image's {@code /usr}
 * where the pod's root finds it. Closed when the pod is restored, or will not be.
 *
 * @param words in front of CRIU's own
 * @param point a directory, empty to everybody else
 */
record WakeLauncher(List<String> words, Path point) implements AutoCloseable {
    private static final Path TMP = Path.of("/tmp");

    /** @param folder of the checkpoint */
    static WakeLauncher make(Engine engine, Path folder, HostedPod pod) throws IOException {
        var tmp = tmp(List.of(engine.criu(), engine.hook(), folder, pod.folder().path()), folder);
        var point = Files.createTempDirectory(tmp, "usr-");
        var words = List.of(
                engine.helper("wake"), pod.cgroup().path(), tmp, pod.folder().usr(), seen(point));
        return new WakeLauncher(words.stream().map(Path::toString).toList(), point);
    }

    private static Path tmp(List<Path> needed, Path folder) throws IOException {
        for (var path : needed) {
            if (path.toRealPath().startsWith(TMP)) {
                return TMP;
            }
        }
        var tmp = Files.createDirectories(folder.resolve("tmp"));
        // The pod's root, nobody here, has to get through.
        Files.setAttribute(tmp, "unix:mode", 01777);
        return tmp;
    }

    private static Path seen(Path point) {
        return TMP.resolve(point.getFileName());
    }

    /** Where CRIU and the pod's root find the image's {@code /usr}. */
    Path usr() {
        return seen(point);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(point);
    }
}
