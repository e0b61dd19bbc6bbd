package org.deskferry.host.memory;

import org.deskferry.proto.v1.PoolPages;

/** Takes pages in order, waiting while the other end is behind. */
@FunctionalInterface
public interface PoolSink {
    void accept(PoolPages pages) throws InterruptedException;
}
