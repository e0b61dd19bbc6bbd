package org.deskferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Memory that the machine has at hand. In a virtual machine the first touch of memory that its own host has to find is many times
 * slower than any later one, and whoever comes first would pay for it.
 */
final class Warmth {
    private static final int SPARE_MIB = 512;
    private static final int COPIES = 2;
    private static final String TOUCH = """
            import mmap, sys
            memory = mmap.mmap(-1, int(sys.argv[1]) << 20)
            for page in range(0, len(memory), 4096):
                memory[page] = 1
            """;

    private Warmth() {}

    /** Touches and gives back as much as a move of such a pod may need. */
    static void before(Load load) {
        var mebibytes = COPIES * load.mebibytes() + SPARE_MIB;
        try {
            var code = new ProcessBuilder(List.of("python3", "-c", TOUCH, Integer.toString(mebibytes)))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("the machine has no " + mebibytes + " MiB of memory to spare");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
