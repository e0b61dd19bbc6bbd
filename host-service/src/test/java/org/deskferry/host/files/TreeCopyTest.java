package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deskferry.proto.v1.IdRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random trees, changed at random between and during rounds, arrive as they are. */
class TreeCopyTest {
    private static final IdRange ALL = IdRange.newBuilder().setCount(200_000).build();

    @TempDir
    Path temp;

    private Path source;
    private Path destination;

    @BeforeEach
    void makeDirectories() throws IOException {
        source = Files.createDirectory(temp.resolve("source"));
        destination = Files.createDirectory(temp.resolve("destination"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRoundMakesTheTreesEqual(long seed) throws IOException {
        try (var tree = new RandomTree(source, seed);
                var sender = TreeSender.of(source);
                var receiver = TreeReceiver.ofPod(destination, ALL)) {
            for (int round = 0; round < 8; round++) {
                tree.change(round == 0 ? 400 : 60);
                sender.send(receiver::accept);
                assertEquals(TreeListing.of(source), TreeListing.of(destination), "seed " + seed + ", round " + round);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void theLastRoundCorrectsWhatChangedDuringTheOthers(long seed) throws Exception {
        var stop = new AtomicBoolean();
        try (var tree = new RandomTree(source, seed);
                var sender = TreeSender.of(source);
                var receiver = TreeReceiver.ofPod(destination, ALL)) {
            tree.change(300);
            var mutator = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    try {
                        tree.change(5);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
            });
            for (int round = 0; round < 25; round++) {
                sender.send(receiver::accept);
            }
            stop.set(true);
            mutator.join();
            sender.send(receiver::accept);
            assertEquals(TreeListing.of(source), TreeListing.of(destination), "seed " + seed);
        }
    }
}
