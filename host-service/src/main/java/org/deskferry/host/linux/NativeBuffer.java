package org.deskferry.host.linux;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;

/** Bytes that the kernel reads and writes without a copy. Not for use by two threads at once. */
public final class NativeBuffer implements AutoCloseable {
    final Memory memory;
    private final ByteBuffer bytes;

    private NativeBuffer(Memory memory, ByteBuffer bytes) {
        this.memory = memory;
        this.bytes = bytes;
    }

    public static NativeBuffer of(int size) {
        var memory = new Memory(size);
        return new NativeBuffer(memory, memory.getByteBuffer(0, size));
    }

    public int size() {
        return (int) memory.size();
    }

    /** The content. Not to be touched after {@link #close}. */
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        memory.close();
    }
}
