package org.deskferry.app.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.deskferry.app.archive.ArchiveException;
import org.deskferry.app.archive.ArchiveReader;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.proto.v1.PodDescription;

/**
 * What a whole archive is.
 *
 * @param bytes of its parts, uncompressed
 */
public record Checked(PodDescription description, boolean encrypted, long bytes) {
    /** Whether a passphrase is needed for the archive that is in a file. */
    public static boolean isLocked(Path file) throws TransferException {
        return Calls.withWords(file, () -> ArchiveReader.isLocked(file));
    }

    /** Reads all of the archive that is in a file. */
    public static Checked of(Path file, Supplier<Passphrase> passphrase) throws TransferException {
        return Calls.withWords(file, () -> {
            try (var archive = ArchiveReader.open(file, passphrase)) {
                return of(archive, (_, _, _) -> {}, new Stop());
            }
        });
    }

    static Checked of(ArchiveReader archive, Progress progress, Stop stop)
            throws IOException, ArchiveException, TransferException {
        var bytes = (long) archive.description().getSerializedSize();
        for (var part = archive.next(); part.isPresent(); part = archive.next()) {
            bytes += part.get().getSerializedSize();
            progress.at(Progress.Step.CHECK, bytes, 0);
            stop.check();
        }
        return new Checked(archive.description(), archive.isEncrypted(), bytes);
    }
}
