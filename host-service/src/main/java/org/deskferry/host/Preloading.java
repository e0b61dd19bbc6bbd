package org.deskferry.host;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deskferry.proto.v1.PodManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads and links the service's own classes soon after its start: the first pod that moves would stand still for it. */
final class Preloading {
    private static final Logger LOG = LoggerFactory.getLogger(Preloading.class);
    private static final String OWN = "org/deskferry/";
    private static final String CLASS = ".class";

    private Preloading() {}

    /** Begins, on a thread of its own. */
    static void start() {
        var _ = Thread.ofPlatform().daemon().name("preloading").start(() -> LOG.debug("{} classes are loaded", run()));
    }

    /** Returns how many there are. */
    static int run() {
        var count = 0;
        for (var origin : List.of(HostService.class, PodManifest.class)) {
            for (var name : names(origin)) {
                count += link(name) ? 1 : 0;
            }
        }
        return count;
    }

    /** The names of all classes that come from where {@code origin} does, from a folder or a jar. */
    private static List<String> names(Class<?> origin) {
        try {
            var place = Path.of(
                    origin.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                return names(place);
            }
            try (var jar = FileSystems.newFileSystem(place)) {
                return names(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException e) {
            LOG.debug("the classes of {} cannot be listed", origin, e);
            return List.of();
        }
    }

    private static List<String> names(Path root) throws IOException {
        var own = root.resolve(OWN);
        try (Stream<Path> files = Files.isDirectory(own) ? Files.walk(own) : Stream.empty()) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(CLASS) && !file.endsWith("-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - CLASS.length()).replace('/', '.'))
                    .toList();
        }
    }

    /** Asking for its methods links a class, without running any of it. */
    private static boolean link(String name) {
        try {
            var _ = Class.forName(name, false, Preloading.class.getClassLoader())
                    .getDeclaredMethods();
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.debug("{} cannot be loaded ahead", name, e);
            return false;
        }
    }
}
