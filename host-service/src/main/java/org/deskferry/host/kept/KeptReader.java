package org.deskferry.host.kept;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deskferry.proto.v1.PodManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chunks of a file of kept pages, in order, up to where the file ends or is no good any more. For one thread. */
final class KeptReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptReader.class);

    private final String pod;
    private final InputStream file;
    private final KeptCipher cipher;
    private int number;

    private KeptReader(String pod, InputStream file, KeptCipher cipher) {
        this.pod = pod;
        this.file = file;
        this.cipher = cipher;
    }

    /** A file that cannot be read has no chunks. */
    static KeptReader open(Path place, PodManifest pod) {
        var file = InputStream.nullInputStream();
        var salt = new byte[0];
        try {
            file = Files.newInputStream(place);
            salt = file.readNBytes(KeptCipher.SALT);
        } catch (IOException e) {
            LOG.warn("pages that were kept of pod {} cannot be read: {}", pod.getName(), e.toString());
        }
        return new KeptReader(
                pod.getName(), file, KeptCipher.of(pod.getKeptKey().toByteArray(), salt));
    }

    /** Whole pages; empty if there are no more. */
    Optional<byte[]> next() {
        try {
            var sealed = file.readNBytes(KeptPages.CHUNK + KeptCipher.TAG);
            var chunk = sealed.length == 0 ? Optional.<byte[]>empty() : cipher.open(sealed, number++);
            if (sealed.length > 0 && chunk.isEmpty()) {
                LOG.warn("pages that were kept of pod {} are damaged", pod);
            }
            return chunk;
        } catch (IOException e) {
            LOG.warn("pages that were kept of pod {} cannot be read: {}", pod, e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
