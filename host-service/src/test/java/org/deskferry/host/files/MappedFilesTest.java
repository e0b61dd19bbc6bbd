package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.deskferry.host.linux.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that change through mapped memory, which leaves their times as they are. On a tmpfs that is always so; on a disk
 * only until a page is written back, which no test can prevent.
 */
class MappedFilesTest {
    // After this a file is not suspect any more because of when it was changed.
    private static final Duration SETTLED = Duration.ofMillis(1200);

    @TempDir
    Path temp;

    private Path source;
    private CopyFixture copy;

    @BeforeEach
    void open() throws IOException {
        source = Files.createDirectory(temp.resolve("source"));
        Command.run(List.of("mount", "-t", "tmpfs", "tmpfs", source.toString()));
        copy = new CopyFixture(temp);
    }

    @AfterEach
    void close() throws IOException {
        copy.close();
        Command.run(List.of("umount", "--lazy", source.toString()));
    }

    @Test
    void aStoreToMappedMemoryRightAfterARoundIsSeen() throws Exception {
        var mapped = mapDirtied("file");
        copy.copy();
        storeWithoutTrace("file", mapped);
        copy.copy();
    }

    @Test
    void aStoreToMappedMemoryLongAfterTheFirstIsSeen() throws Exception {
        var mapped = mapDirtied("dir/file");
        Thread.sleep(SETTLED);
        copy.copy("dir/file");
        storeWithoutTrace("dir/file", mapped);
        var round = copy.copy();
        assertEquals(1, round.entries());
    }

    @Test
    void aFileMappedInTheLastRoundIsCompared() throws Exception {
        var mapped = mapDirtied("file");
        Thread.sleep(SETTLED);
        copy.copy();
        storeWithoutTrace("file", mapped);
        copy.copy("file");
    }

    private MappedByteBuffer mapDirtied(String name) throws IOException {
        var file = copy.source.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, new byte[8192]);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8192);
            mapped.put(100, (byte) 1);
            return mapped;
        }
    }

    private void storeWithoutTrace(String name, MappedByteBuffer mapped) throws IOException {
        var before = Files.readAttributes(copy.source.resolve(name), "unix:ctime,lastModifiedTime");
        mapped.put(200, (byte) 2);
        assertEquals(before, Files.readAttributes(copy.source.resolve(name), "unix:ctime,lastModifiedTime"));
    }
}
