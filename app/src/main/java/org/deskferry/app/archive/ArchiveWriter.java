package org.deskferry.app.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.deskferry.proto.v1.PodPart;

/** Writes an archive, a part at a time. What was written is none before {@link #finish}. */
public final class ArchiveWriter {
    private static final int LEVEL = 3;

    private final SealedOutput body;
    private final ZstdOutputStream parts;

    private ArchiveWriter(SealedOutput body, ZstdOutputStream parts) {
        this.body = body;
        this.parts = parts;
    }

    /**
     * Begins one.
     *
     * @param file is written to and left open
     * @param passphrase locks it; without one it is in the clear
     */
    public static ArchiveWriter begin(OutputStream file, Optional<Passphrase> passphrase) throws IOException {
        var prelude = Prelude.fresh(passphrase);
        prelude.bytes().writeTo(file);
        var body = new SealedOutput(file, Seal.of(prelude, passphrase));
        return new ArchiveWriter(body, new ZstdOutputStream(body, LEVEL));
    }

    public void accept(PodPart part) throws IOException {
        part.writeDelimitedTo(parts);
    }

    /** Ends it; the caller sees that it gets to the disk. */
    public void finish() throws IOException {
        parts.close();
        body.finish();
    }
}
