package org.deskferry.host.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** Chunks one after the other, one at a time in memory. */
final class ChunkInput extends InputStream {
    private final ChunkStore store;
    private final Iterator<String> names;
    private final Runnable release;
    private InputStream chunk = InputStream.nullInputStream();
    private boolean open = true;

    ChunkInput(ChunkStore store, List<String> names, Runnable release) {
        this.store = store;
        this.names = names.iterator();
        this.release = release;
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
        var count = chunk.read(bytes, offset, length);
        while (count < 0 && names.hasNext()) {
            chunk = new ByteArrayInputStream(store.get(names.next()));
            count = chunk.read(bytes, offset, length);
        }
        return count;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            release.run();
        }
    }
}
