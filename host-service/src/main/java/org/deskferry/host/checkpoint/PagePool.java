package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.checkpoint.Patchwork.Patch;
import org.deskferry.proto.v1.PoolPages;
import org.deskferry.proto.v1.PooledRun;
import org.jspecify.annotations.Nullable;

/** Pages that are here before the memory and the checkpoint that refer to them, one after the other in a file. For one thread. */
public final class PagePool implements AutoCloseable {
    static final int PAGE = 4096;

    /** 2 GiB, which a source's index of them can bear. */
    static final int MOST_PAGES = 1 << 19;

    private static final int LARGEST_PART = 1 << 20;

    private final Path path;
    private @Nullable FileChannel opened;
    private int pages;

    private PagePool(Path path) {
        this.path = path;
    }

    /** Keeps them in a file that does not exist yet, and is made when the first page comes. */
    public static PagePool in(Path path) {
        return new PagePool(path);
    }

    /** Keeps whole pages. */
    public void add(ByteBuffer whole) throws IOException {
        var start = (long) pages * PAGE - whole.position();
        pages += whole.remaining() / PAGE;
        while (whole.hasRemaining()) {
            file().write(whole, start + whole.position());
        }
    }

    /** Keeps more of them; false if they are impossible. */
    boolean add(PoolPages part) throws IOException {
        var length = part.getRawLength();
        if (length <= 0 || length > LARGEST_PART || length % PAGE != 0 || length / PAGE > MOST_PAGES - pages) {
            return false;
        }
        var raw = Packing.unpack(part.getBytes().toByteArray(), length);
        if (raw.isEmpty()) {
            return false;
        }
        add(ByteBuffer.wrap(raw.get()));
        return true;
    }

    /** A whole piece again: {@code runs} of it are here, {@code rest} is all else. Empty if that is impossible. */
    public Optional<byte[]> complete(byte[] rest, List<PooledRun> runs) throws IOException {
        if (!runs.stream().allMatch(this::isHere)) {
            return Optional.empty();
        }
        return Patchwork.complete(
                rest,
                runs.stream()
                        .map(run -> new Patch(run.getOffset(), run.getPages(), target -> read(run.getFirst(), target)))
                        .toList());
    }

    private boolean isHere(PooledRun run) {
        var first = run.getFirst();
        return first >= 0 && first < pages && run.getPages() <= pages - first;
    }

    private void read(int first, ByteBuffer target) throws IOException {
        var start = (long) first * PAGE;
        while (target.hasRemaining()) {
            if (file().read(target, start + target.position()) < 0) {
                throw new IOException("the page pool became shorter");
            }
        }
    }

    private FileChannel file() throws IOException {
        if (opened == null) {
            opened = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }
}
