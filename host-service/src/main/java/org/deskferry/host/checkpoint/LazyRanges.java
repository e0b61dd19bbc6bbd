package org.deskferry.host.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Tells the pager which pages CRIU has left out: of each process, from its page map into {@code lazy-PID}. */
final class LazyRanges {
    private LazyRanges() {}

    /** Writes a file a process into {@code memory}. */
    static void write(Path images, Path memory) throws IOException {
        try (Stream<Path> files = Files.list(images)) {
            for (var file : files.toList()) {
                var pid = PageMapImage.pid(file);
                if (pid.isPresent()) {
                    convert(PageMapImage.read(file), memory.resolve("lazy-" + pid.getAsInt()));
                }
            }
        }
    }

    private static void convert(PageMapImage map, Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (var range : map.ranges()) {
                if (range.isLazy()) {
                    out.write(ByteBuffer.allocate(2 * Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(range.address())
                            .putLong(range.address() + range.bytes())
                            .array());
                }
            }
        }
    }
}
