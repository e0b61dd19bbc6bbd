package org.deskferry.host.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.checkpoint.CheckpointFolder;
import org.deskferry.host.checkpoint.Packer;
import org.deskferry.host.linux.Proc;
import org.deskferry.proto.v1.Memory;
import org.deskferry.proto.v1.RepeatedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory of real programs, copied while they write to it. */
class LiveMemoryTest {
    /** Writes numbers all over 32 MiB, maps and unmaps, has pages that become zero again, and 2048 that are the same in each. */
    private static final String RESTLESS = """
            import mmap, random
            size = 32 << 20
            memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
            for page in range(0, size, 8192):
                memory[page:page + 8] = page.to_bytes(8, 'little')
            same = mmap.mmap(-1, 8 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
            same[:] = random.Random(1).randbytes(len(same))
            print('ready', flush=True)
            others = []
            number = 0
            while True:
                number += 1
                page = random.randrange(size // 4096) * 4096
                memory[page:page + 8] = number.to_bytes(8, 'little') if number % 7 else bytes(8)
                if number % 50 == 0:
                    other = mmap.mmap(-1, 1 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
                    other[:8] = number.to_bytes(8, 'little')
                    others.append(other)
                    if len(others) > 20:
                        others.pop(random.randrange(20)).close()
            """;

    private static final MemTrack LIBRARY =
            MemTrack.load(Path.of("../native/target/bin/libmemtrack.so").toAbsolutePath());

    @TempDir
    Path temp;

    private final List<Long> programs = new ArrayList<>();
    private CheckpointFolder folder;
    private int repeated;

    @BeforeEach
    void open() throws IOException {
        folder = CheckpointFolder.open(temp, "memory-test", 1 << 30);
    }

    @AfterEach
    void end() throws Exception {
        for (var program : programs) {
            kill(program);
        }
        folder.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatArrivesIsWhatTheyHaveWhenTheyStandStill(int lanes) throws Exception {
        var first = start();
        var second = start();
        var alive = new ArrayList<>(List.of(first, second));
        try (var receiver = MemoryReceiver.into(folder.memory());
                var sender = new MemorySender(
                        LIBRARY,
                        () -> alive,
                        new Packer(),
                        lanes,
                        piece -> keep(receiver, piece),
                        new PoolSender(LIBRARY, List::of, new Packer(), _ -> {}, Keepsake.NONE),
                        Keepsake.NONE)) {
            sender.sendLive();
            sender.sendLive();
            var late = start();
            alive.add(late);
            for (var program : programs) {
                stop(program);
            }
            sender.sendLast();

            assertTrue(receiver.finish());
            for (var program : programs) {
                compare(program);
            }
            assertTrue(repeated > 2000, () -> "only " + repeated + " of their pages are named");
        }
    }

    @Test
    void aProgramThatEndsIsLeftOut() throws Exception {
        var program = start();
        var alive = new ArrayList<>(List.of(program));
        try (var receiver = MemoryReceiver.into(folder.memory());
                var sender = new MemorySender(
                        LIBRARY,
                        () -> alive,
                        new Packer(),
                        1,
                        piece -> keep(receiver, piece),
                        new PoolSender(LIBRARY, List::of, new Packer(), _ -> {}, Keepsake.NONE),
                        Keepsake.NONE)) {
            sender.sendLive();
            kill(program);
            sender.sendLive();
            alive.clear();
            sender.sendLast();
            assertTrue(receiver.finish());
        }
    }

    private void keep(MemoryReceiver receiver, Memory piece) {
        repeated +=
                piece.getRepeatedList().stream().mapToInt(RepeatedRun::getPages).sum();
        try {
            receiver.accept(piece);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Not as a child of this process, whose end Java would wait for: that wait would take the stops from the tracker. */
    private long start() throws IOException {
        var shell = new ProcessBuilder("sh", "-c", "python3 -c \"$0\" & echo $!; wait", RESTLESS).start();
        var words = shell.inputReader(StandardCharsets.UTF_8);
        var pid = Long.parseLong(words.readLine());
        programs.add(pid);
        var word = words.readLine();
        assertTrue("ready".equals(word), "the program says: " + word);
        return pid;
    }

    private static void stop(long program) throws Exception {
        signal("STOP", program);
        while (!Files.readString(Path.of("/proc/" + program + "/stat")).contains(") T ")) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void kill(long program) throws Exception {
        signal("KILL", program);
        while (Proc.startTicks(program).isPresent()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void signal(String name, long program) throws Exception {
        var _ = new ProcessBuilder("kill", "-" + name, Long.toString(program))
                .start()
                .waitFor();
    }

    /** Each page that the process has is in its store; what the store does not have is zero. */
    private void compare(long pid) throws IOException {
        var pages = 0;
        try (var ranges = new PageRanges();
                var memory = new RandomAccessFile("/proc/" + pid + "/mem", "r");
                var store = new RandomAccessFile(
                        folder.memory().resolve("store-" + pid).toFile(), "r")) {
            assertTrue(ranges.fill((found, most) -> LIBRARY.memtrack_present((int) pid, found, most)));
            for (var index = 0; index < ranges.count(); index++) {
                for (var address = ranges.start(index); address < ranges.end(index); address += Pages.SIZE) {
                    assertArrayEquals(
                            page(memory, address), page(store, address), "page at " + Long.toHexString(address));
                    pages++;
                }
            }
        }
        assertTrue(pages > 4000, "only " + pages + " pages were looked at");
    }

    private static byte[] page(RandomAccessFile file, long address) throws IOException {
        var page = new byte[Pages.SIZE];
        file.seek(address);
        var length = Math.max(0, file.read(page));
        Arrays.fill(page, length, page.length, (byte) 0);
        return page;
    }
}
