package org.deskferry.host.memory;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deskferry.host.checkpoint.Packing;
import org.deskferry.host.checkpoint.PagePool;
import org.deskferry.host.checkpoint.Patchwork;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.NativeBuffer;
import org.deskferry.host.linux.OpenFile;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Memory;
import org.deskferry.proto.v1.PageRun;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.RepeatedRun;

/**
 * Keeps memory that arrives in pieces: of each process a sparse file {@code store-PID} in which an offset is an address. For one
 * thread.
 */
public final class MemoryReceiver implements AutoCloseable {
    private static final int MOST_PROCESSES = 100_000;
    private static final int LARGEST_PID = 1 << 22;

    private final Directory folder;
    private final PagePool pool;
    private final NativeBuffer buffer = NativeBuffer.of(Pages.PIECE);
    private final Map<Integer, OpenFile> stores = new HashMap<>();
    private final MemoryHash hash = new MemoryHash();
    private boolean complete;

    private MemoryReceiver(Directory folder, PagePool pool) {
        this.folder = folder;
        this.pool = pool;
    }

    /**
     * Keeps it in an empty directory. The size of the file system bounds what is taken; best it is a tmpfs.
     *
     * @param pool what pieces may refer to
     */
    public static MemoryReceiver into(Path folder, PagePool pool) throws IOException {
        return new MemoryReceiver(Directory.open(folder), pool);
    }

    /** Keeps it in an empty directory, when pieces are complete in themselves. */
    public static MemoryReceiver into(Path folder) throws IOException {
        return into(folder, PagePool.in(folder.resolveSibling("pool")));
    }

    /**
     * Keeps a piece.
     *
     * @throws ProblemException (CORRUPT_STREAM) if it is not as it was sent
     * @throws IOException if it cannot be written
     */
    public void accept(Memory piece) throws IOException {
        check(!complete, "pieces come after the last");
        if (!piece.getXxh3().isEmpty()) {
            check(Arrays.equals(piece.getXxh3().toByteArray(), hash.value()), "its hash is another than was sent");
            complete = true;
            return;
        }
        check(piece.getPid() > 0 && piece.getPid() <= LARGEST_PID, "it names an impossible process");
        var length = piece.getRawLength();
        check(length >= 0 && length <= Pages.PIECE, "a piece of it is too large");
        var rest = Packing.unpack(piece.getBytes().toByteArray(), length)
                .orElseThrow(() -> corrupt("a piece of it cannot be decompressed"));
        var unrepeated = pool.complete(rest, piece.getPooledList())
                .orElseThrow(() -> corrupt("it refers to pages that are not here"));
        var raw = Patchwork.complete(
                        unrepeated,
                        piece.getRepeatedList().stream().map(this::patch).toList())
                .orElseThrow(() -> corrupt("it refers to pages in an impossible way"));
        check(raw.length <= Pages.PIECE, "a piece of it is too large");
        hash.add(piece.getPid(), piece.getRunsList(), raw);
        keep(store(piece.getPid()), piece.getRunsList(), raw);
    }

    /** Pages that came before, of whatever process. */
    private Patchwork.Patch patch(RepeatedRun run) {
        var store = stores.get(run.getPid());
        if (store == null
                || !isPossible(run.getAddress(), run.getPages())
                || run.getPages() > Pages.PIECE / Pages.SIZE) {
            throw corrupt("it repeats impossible pages");
        }
        return new Patchwork.Patch(run.getOffset(), run.getPages(), target -> {
            var length = target.remaining();
            check(store.read(buffer, length, run.getAddress()) == length, "it repeats pages that are not here");
            target.put(buffer.bytes().slice(0, length));
        });
    }

    private void keep(OpenFile store, List<PageRun> runs, byte[] raw) throws IOException {
        buffer.bytes().put(0, raw);
        var offset = 0;
        for (var run : runs) {
            check(isPossible(run.getAddress(), run.getPages()), "it names impossible pages");
            var bytes = (long) run.getPages() * Pages.SIZE;
            if (run.getZero()) {
                store.punch(run.getAddress(), bytes);
            } else {
                check(bytes <= raw.length - offset, "bytes of it are missing");
                store.write(buffer, offset, (int) bytes, run.getAddress());
                offset += (int) bytes;
            }
        }
        check(offset == raw.length, "it has too many bytes");
    }

    /**
     * Tells that nothing more comes. Returns whether anything came at all.
     *
     * @throws ProblemException (CORRUPT_STREAM) if something did, and not all
     */
    public boolean finish() {
        check(complete || stores.isEmpty(), "the end of it is missing");
        return complete;
    }

    /** Takes back that it was complete: there are more rounds to come. */
    public void goOn() {
        complete = false;
    }

    private static boolean isPossible(long address, int pages) {
        return pages > 0
                && address >= 0
                && address % Pages.SIZE == 0
                && address + (long) pages * Pages.SIZE <= Pages.ADDRESSES;
    }

    private OpenFile store(int pid) throws IOException {
        var known = stores.get(pid);
        if (known != null) {
            return known;
        }
        check(stores.size() < MOST_PROCESSES, "it has too many processes");
        var fresh = folder.edit().createFile("store-" + pid);
        stores.put(pid, fresh);
        return fresh;
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw corrupt(wrong);
        }
    }

    private static ProblemException corrupt(String wrong) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                say("the pod's memory"),
                say("It did not arrive as it was sent: {0}.", wrong),
                say("Try again; if it happens again, check the network between the workstations."));
    }

    @Override
    public void close() {
        stores.values().forEach(OpenFile::close);
        folder.close();
        buffer.close();
    }
}
