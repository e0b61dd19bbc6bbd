package org.deskferry.host.memory;

/** Remembers the pages of a pod that leaves, as well as it can without holding it up. For one thread. */
public interface Keepsake extends AutoCloseable {
    /** Remembers nothing. */
    Keepsake NONE = new Keepsake() {
        @Override
        public void accept(byte[] pages) {}

        @Override
        public void keep() {}

        @Override
        public void close() {}
    };

    /** Takes whole pages, which the caller does not change afterwards. */
    void accept(byte[] pages);

    /** The pod has left: they are kept from now on. */
    void keep();

    /** Forgets them, unless they are kept. */
    @Override
    void close();
}
