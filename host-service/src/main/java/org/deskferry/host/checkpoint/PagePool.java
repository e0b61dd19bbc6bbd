package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
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
        if (runs.isEmpty()) {
            return Optional.of(rest);
        }
        long length = rest.length;
        for (var run : runs) {
            var first = run.getFirst();
            if (first < 0 || first >= pages || run.getPages() <= 0 || run.getPages() > pages - first) {
                return Optional.empty();
            }
            length += (long) run.getPages() * PAGE;
            if (length > CheckpointFiles.LARGEST_PIECE) {
                return Optional.empty();
            }
        }
        var piece = new byte[(int) length];
        return fill(ByteBuffer.wrap(piece), ByteBuffer.wrap(rest), runs) ? Optional.of(piece) : Optional.empty();
    }

    private boolean fill(ByteBuffer piece, ByteBuffer rest, List<PooledRun> runs) throws IOException {
        for (var run : runs) {
            var gap = run.getOffset() - piece.position();
            if (gap < 0 || gap > rest.remaining()) {
                return false;
            }
            piece.put(rest.slice(rest.position(), gap));
            rest.position(rest.position() + gap);
            read(piece, run);
        }
        piece.put(rest);
        return true;
    }

    private void read(ByteBuffer piece, PooledRun run) throws IOException {
        var target = piece.slice(piece.position(), run.getPages() * PAGE);
        var start = (long) run.getFirst() * PAGE;
        while (target.hasRemaining()) {
            if (file().read(target, start + target.position()) < 0) {
                throw new IOException("the page pool became shorter");
            }
        }
        piece.position(piece.position() + target.capacity());
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
