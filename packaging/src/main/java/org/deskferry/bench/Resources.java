package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The programs that measure. */
final class Resources {
    private Resources() {}

    static byte[] read(String name) {
        try (var stream = Objects.requireNonNull(Resources.class.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts one into a folder. */
    static Path copy(String name, Path folder) {
        try {
            return Files.write(folder.resolve(name), read(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
