package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Programs for pods and peers, which lie beside the classes that start them. */
public final class Resources {
    private Resources() {}

    /** One that lies beside {@code user}. */
    public static byte[] read(Class<?> user, String name) {
        try (var stream = Objects.requireNonNull(user.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts one into a folder of this machine. */
    public static Path copy(Class<?> user, String name, Path folder) {
        try {
            return Files.write(folder.resolve(name), read(user, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
