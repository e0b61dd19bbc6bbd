package org.deskferry.bench;

import java.util.List;

/** Those that move in turn. Closing closes all. */
record Contestants(List<Contestant> list) implements AutoCloseable {
    @Override
    public void close() {
        list.forEach(Contestant::close);
    }
}
