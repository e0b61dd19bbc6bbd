package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Puts a piece together again: of what came with it, and of pages that are here. */
public final class Patchwork {
    private static final int PAGE = PagePool.PAGE;

    private Patchwork() {}

    /** Fills a buffer, all of it, with pages that are here. */
    @FunctionalInterface
    public interface Source {
        void read(ByteBuffer pages) throws IOException;
    }

    /**
     * Pages that did not come with the piece.
     *
     * @param offset where they are in it
     * @param pages how many, of 4096 bytes
     * @param source what has them
     */
    public record Patch(int offset, int pages, Source source) {}

    /**
     * The whole piece: {@code patches} in their order, and {@code rest} around them. Empty if it would be larger than any piece is, or they do not
     * fit together.
     */
    public static Optional<byte[]> complete(byte[] rest, List<Patch> patches) throws IOException {
        if (patches.isEmpty()) {
            return Optional.of(rest);
        }
        long length = rest.length;
        for (var patch : patches) {
            length += (long) patch.pages() * PAGE;
            if (patch.pages() <= 0 || length > CheckpointFiles.LARGEST_PIECE) {
                return Optional.empty();
            }
        }
        var whole = ByteBuffer.allocate((int) length);
        var left = ByteBuffer.wrap(rest);
        for (var patch : patches) {
            var gap = patch.offset() - whole.position();
            if (gap < 0 || gap > left.remaining()) {
                return Optional.empty();
            }
            whole.put(left.slice(left.position(), gap));
            left.position(left.position() + gap);
            var pages = whole.slice(whole.position(), patch.pages() * PAGE);
            patch.source().read(pages);
            whole.position(whole.position() + pages.capacity());
        }
        whole.put(left);
        return Optional.of(whole.array());
    }
}
