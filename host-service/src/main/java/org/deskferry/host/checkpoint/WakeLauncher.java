package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.UsrMount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What CRIU starts with when it wakes a pod: the pod's control group, a {@code /tmp} that goes with the checkpoint, and the image's {@code /usr} where the
 * pod's root finds it. Closed when the pod is restored, or will not be.
 *
 * @param words in front of CRIU's own
 * @param options of CRIU
 * @param point where that {@code /usr} is in the {@code /tmp}: a directory, empty for everybody else
 */
record WakeLauncher(List<String> words, List<String> options, Optional<Path> point) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WakeLauncher.class);
    private static final Path TMP = Path.of("/tmp");

    /** @param folder of the checkpoint */
    static WakeLauncher make(Engine engine, Path folder, HostedPod pod) throws IOException {
        var tmp = tmp(List.of(engine.criu(), engine.hook(), folder, pod.folder().path()), folder);
        var words = new ArrayList<>(
                List.of(engine.helper("wake").toString(), pod.cgroup().path().toString(), tmp.toString()));
        var options = new ArrayList<String>();
        var point = Optional.<Path>empty();
        var usr = UsrMount.source(pod.folder());
        if (Files.isDirectory(usr, LinkOption.NOFOLLOW_LINKS)) {
            point = Optional.of(Files.createTempDirectory(tmp, "usr-"));
            var seen = TMP.resolve(point.get().getFileName()).toString();
            words.addAll(List.of(usr.toString(), seen));
            options.addAll(List.of("--external", "mnt[" + UsrMount.DIRECTORY + "]:" + seen));
        }
        words.add("--");
        return new WakeLauncher(words, options, point);
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
    public void close() {
        point.ifPresent(WakeLauncher::remove);
    }

    private static void remove(Path point) {
        try {
            Files.delete(point);
        } catch (IOException e) {
            LOG.warn("an empty directory is left: {}", e.toString());
        }
    }
}
