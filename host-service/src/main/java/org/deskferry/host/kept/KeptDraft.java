package org.deskferry.host.kept;

import com.dynatrace.hash4j.hashing.HashValue128;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.deskferry.host.checkpoint.PoolIndex;
import org.deskferry.host.memory.Keepsake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of a pod that is about to leave, on their way to the disk. A thread of its own seals and writes them; what it is too slow for
 * is left out, for the move must not wait.
 */
final class KeptDraft implements Keepsake {
    private static final Logger LOG = LoggerFactory.getLogger(KeptDraft.class);
    private static final int WAITING_PIECES = 32;
    private static final byte[] END = {};

    private final Path draft;
    private final Path place;
    private final KeptCipher cipher;
    private final FileChannel file;
    private final Runnable makeRoom;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING_PIECES);
    private final Thread writer =
            Thread.ofPlatform().daemon().name("kept-pages").unstarted(this::write);
    private final Set<HashValue128> known = new HashSet<>();
    private final byte[] chunk = new byte[KeptPages.CHUNK];
    private int length;
    private int chunks;
    private volatile boolean failed;

    private KeptDraft(Path draft, Path place, KeptCipher cipher, FileChannel file, Runnable makeRoom) {
        this.draft = draft;
        this.place = place;
        this.cipher = cipher;
        this.file = file;
        this.makeRoom = makeRoom;
    }

    /**
     * Begins one.
     *
     * @param file new, with everything that comes before the first chunk
     * @param place where it is when it is kept
     * @param makeRoom is called when it is there
     */
    static KeptDraft begin(Path draft, Path place, KeptCipher cipher, FileChannel file, Runnable makeRoom) {
        var fresh = new KeptDraft(draft, place, cipher, file, makeRoom);
        fresh.writer.start();
        return fresh;
    }

    @Override
    public void accept(byte[] pages) {
        if (!failed && pages.length > 0) {
            var _ = waiting.offer(pages);
        }
    }

    @Override
    public void keep() {
        end();
        try {
            if (!failed) {
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
                makeRoom.run();
            }
        } catch (IOException e) {
            LOG.warn("pages of a pod that has left cannot be kept: {}", e.toString());
        }
    }

    @Override
    public void close() {
        end();
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", draft, e.toString());
        }
    }

    private void end() {
        try {
            while (writer.isAlive() && !waiting.offer(END)) {
                Thread.sleep(1);
            }
            writer.join();
        } catch (InterruptedException e) {
            failed = true;
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try (file) {
            for (var pages = waiting.take(); pages.length > 0; pages = waiting.take()) {
                add(pages);
            }
            flush();
        } catch (IOException e) {
            failed = true;
            LOG.warn("pages of a pod that leaves cannot be kept: {}", e.toString());
        } catch (InterruptedException e) {
            failed = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Each page once. */
    private void add(byte[] pages) throws IOException {
        for (var offset = 0; offset < pages.length && known.size() < KeptPages.MOST_PAGES; offset += PoolIndex.PAGE) {
            if (known.add(PoolIndex.hash(pages, offset))) {
                System.arraycopy(pages, offset, chunk, length, PoolIndex.PAGE);
                length += PoolIndex.PAGE;
                if (length == chunk.length) {
                    flush();
                }
            }
        }
    }

    private void flush() throws IOException {
        if (length > 0) {
            for (var sealed = ByteBuffer.wrap(cipher.seal(chunk, length, chunks)); sealed.hasRemaining(); ) {
                file.write(sealed);
            }
            chunks++;
            length = 0;
        }
    }
}
