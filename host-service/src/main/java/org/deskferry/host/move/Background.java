package org.deskferry.host.move;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Work on a thread of its own that is over, in any case, when this is closed. */
final class Background implements AutoCloseable {
    private final CompletableFuture<Void> done;

    private Background(CompletableFuture<Void> done) {
        this.done = done;
    }

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException, ExecutionException;
    }

    static Background start(Work work) {
        var done = new CompletableFuture<Void>();
        Thread.startVirtualThread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return new Background(done);
    }

    /** Waits for the end and throws what went wrong. */
    void await() throws IOException, InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        // Whoever has to know how it ended has waited for it.
        var _ = done.handle((_, _) -> true).join();
    }
}
