package org.deskferry.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreloadingTest {
    @Test
    void allOfTheServicesClassesAreLoaded() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/classes/org"))) {
            var own = files.filter(file -> file.toString().endsWith(".class")).count();
            var loaded = Preloading.run();
            // Those of the contract come on top.
            assertTrue(loaded > own, () -> loaded + " of more than " + own);
        }
    }
}
