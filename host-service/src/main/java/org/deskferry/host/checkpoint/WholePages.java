package org.deskferry.host.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * All pages of a process in the order of its page map: those that CRIU has written and, in between, those that were copied apart and
 * are in a store in which an offset is an address. What the store lacks are zeros.
 */
final class WholePages extends InputStream {
    private final Iterator<PageMapImage.Range> ranges;
    private final InputStream written;
    private final @Nullable FileChannel store;
    private boolean isWritten;
    private long address;
    private long left;

    private WholePages(PageMapImage map, InputStream written, @Nullable FileChannel store) {
        this.ranges = map.ranges().iterator();
        this.written = written;
        this.store = store;
    }

    static WholePages of(PageMapImage map, Path images, Path store) throws IOException {
        var pages = images.resolve(map.pagesFile());
        var written = Files.exists(pages) ? Files.newInputStream(pages) : InputStream.nullInputStream();
        try {
            return new WholePages(map, written, Files.exists(store) ? FileChannel.open(store) : null);
        } catch (IOException | RuntimeException e) {
            written.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0) {
            if (!ranges.hasNext()) {
                return -1;
            }
            var range = ranges.next();
            isWritten = range.isPresent();
            address = range.address();
            left = range.bytes();
        }
        var count = (int) Math.min(length, left);
        if (!isWritten) {
            readStore(bytes, offset, count);
        } else if (written.readNBytes(bytes, offset, count) < count) {
            throw new EOFException("pages of the checkpoint are missing");
        }
        address += count;
        left -= count;
        return count;
    }

    private void readStore(byte[] bytes, int offset, int count) throws IOException {
        Arrays.fill(bytes, offset, offset + count, (byte) 0);
        var buffer = ByteBuffer.wrap(bytes, offset, count);
        for (var position = address; store != null && buffer.hasRemaining(); ) {
            var some = store.read(buffer, position);
            if (some < 0) {
                return;
            }
            position += some;
        }
    }

    @Override
    public void close() throws IOException {
        try (written) {
            if (store != null) {
                store.close();
            }
        }
    }
}
