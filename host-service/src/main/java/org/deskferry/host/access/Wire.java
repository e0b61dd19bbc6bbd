package org.deskferry.host.access;

import java.time.Duration;

/** What both ends of a connection agree on. */
final class Wire {
    /** A piece of a checkpoint is up to 4 MiB. */
    static final int LARGEST_MESSAGE = 8 << 20;

    static final int LARGEST_METADATA = 64 << 10;
    /** Enough to keep a fast LAN busy. */
    static final int WINDOW = 4 << 20;

    static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    static final Duration KEEP_ALIVE_LIMIT = Duration.ofSeconds(5);
    static final Duration SHORTEST_KEEP_ALIVE = Duration.ofSeconds(5);
    static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    private Wire() {}
}
