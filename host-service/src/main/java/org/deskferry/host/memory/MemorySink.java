package org.deskferry.host.memory;

import org.deskferry.proto.v1.Memory;

/** Takes pieces of memory in order, waiting while the other end is behind. */
@FunctionalInterface
public interface MemorySink {
    void accept(Memory piece) throws InterruptedException;
}
