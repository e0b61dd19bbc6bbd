package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.OwnMount;

/**
 * What CRIU starts with when it wakes a pod: the pod's control group, a {@code /tmp} that goes with the checkpoint, and what the pod has mounts of
 * its own for, where the pod's root finds it. Closed when the pod is restored, or will not be.
 *
 * @param words in front of CRIU's own
 * @param options of CRIU
 * @param points directories in that {@code /tmp}, empty for everybody else
 */
record WakeLauncher(List<String> words, List<String> options, List<Path> points) implements AutoCloseable {
    private static final Path TMP = Path.of("/tmp");

    /** @param folder of the checkpoint */
    static WakeLauncher make(Engine engine, Path folder, HostedPod pod) throws IOException {
        var tmp = tmp(List.of(engine.criu(), engine.hook(), folder, pod.folder().path()), folder);
        var words = new ArrayList<>(
                List.of(engine.helper("wake").toString(), pod.cgroup().path().toString(), tmp.toString()));
        var options = new ArrayList<String>();
        var points = new ArrayList<Path>();
        for (var own : OwnMount.of(pod.folder())) {
            var point = Files.createTempDirectory(tmp, own.directory() + "-");
            var seen = TMP.resolve(point.getFileName());
            words.addAll(List.of(own.source(pod.folder()).toString(), seen.toString()));
            options.addAll(List.of("--external", "mnt[" + own.directory() + "]:" + seen));
            points.add(point);
        }
        words.add("--");
        return new WakeLauncher(words, options, points);
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

    @Override
    public void close() throws IOException {
        for (var point : points) {
            Files.deleteIfExists(point);
        }
    }
}
