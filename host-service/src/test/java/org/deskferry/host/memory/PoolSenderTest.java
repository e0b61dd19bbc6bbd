package org.deskferry.host.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.deskferry.host.checkpoint.Packer;
import org.deskferry.host.checkpoint.Packing;
import org.deskferry.proto.v1.PoolPages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shared memory of a real program, and a page of a file that it changed in memory. */
class PoolSenderTest {
    /** Each line that it hears has it change a page, which it answers. */
    private static final String SHARING = """
            import mmap, sys
            shared = mmap.mmap(-1, 64 * 4096)
            for page in range(64):
                shared[page * 4096:page * 4096 + 7] = b'shared%c' % page
            with open(sys.executable, 'rb') as program:
                changed = mmap.mmap(program.fileno(), 4096, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
            changed[:7] = b'of file'
            print('ready', flush=True)
            for line in sys.stdin:
                shared[4096:4103] = b'renewed'
                print('ready', flush=True)
            """;

    private static final MemTrack LIBRARY =
            MemTrack.load(Path.of("../native/target/bin/libmemtrack.so").toAbsolutePath());

    private final List<ByteString> sent = new ArrayList<>();
    private Process program;
    private BufferedReader words;
    private Writer orders;
    private PoolSender sender;

    @BeforeEach
    void start() throws IOException {
        program = new ProcessBuilder("/usr/bin/python3", "-c", SHARING).start();
        words = program.inputReader(StandardCharsets.UTF_8);
        orders = program.outputWriter(StandardCharsets.UTF_8);
        assertEquals("ready", words.readLine());
        sender = new PoolSender(LIBRARY, () -> List.of(program.pid()), new Packer(), this::keep, Keepsake.NONE);
    }

    @AfterEach
    void end() {
        program.destroyForcibly();
    }

    @Test
    void sendsEachPageOnceAndThenOnlyWhatIsNew() throws Exception {
        sender.send();
        for (var page = 0; page < 64; page++) {
            assertEquals(1, starting("shared" + (char) page), "page " + page);
        }
        assertEquals(1, starting("of file"));
        assertEquals(sent.size(), new HashSet<>(sent).size(), "no page twice");

        orders.write("change\n");
        orders.flush();
        assertEquals("ready", words.readLine());
        assertEquals(0, starting("renewed"));
        sender.send();
        assertEquals(1, starting("renewed"));
        assertEquals(1, starting("shared" + (char) 2), "it had come already");
    }

    @Test
    void knowsWhatTheDestinationHas() throws Exception {
        sender.send();
        var page = sent.getFirst().toByteArray();
        assertFalse(sender.index().add(page, 0));
        page[0] ^= 1;
        assertTrue(sender.index().add(page, 0));
    }

    private void keep(PoolPages pages) {
        var raw = Packing.unpack(pages.getBytes().toByteArray(), pages.getRawLength())
                .orElseThrow();
        for (var offset = 0; offset < raw.length; offset += Pages.SIZE) {
            sent.add(ByteString.copyFrom(raw, offset, Pages.SIZE));
        }
    }

    private long starting(String text) {
        var prefix = ByteString.copyFrom(text, StandardCharsets.ISO_8859_1);
        return sent.stream().filter(page -> page.startsWith(prefix)).count();
    }
}
