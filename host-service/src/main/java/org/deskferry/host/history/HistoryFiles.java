package org.deskferry.host.history;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines that are only ever added, in two files: when the newer one is full it takes the place of the older one. */
final class HistoryFiles {
    private final Path folder;
    private final long mostBytes;

    /** @param mostBytes of each of the two */
    HistoryFiles(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** Adds a line; when this returns it is on the disk. */
    void add(String line) throws IOException {
        Files.createDirectories(folder);
        if (Files.exists(newer()) && Files.size(newer()) >= mostBytes) {
            Files.move(newer(), older(), ATOMIC_MOVE);
        }
        try (var channel = FileChannel.open(newer(), CREATE, APPEND)) {
            // What a crash left of a line is ended by the line break before this one.
            var bytes = ByteBuffer.wrap(("\n" + line).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Of which the newest lines are the last ones. */
    List<String> newerLines() throws IOException {
        return lines(newer());
    }

    /** All of them are older than those of the other. */
    List<String> olderLines() throws IOException {
        return lines(older());
    }

    private static List<String> lines(Path file) throws IOException {
        // Not readAllLines, which fails at what is no UTF-8.
        return Files.exists(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }

    private Path newer() {
        return folder.resolve("history.jsonl");
    }

    private Path older() {
        return folder.resolve("history.old.jsonl");
    }
}
