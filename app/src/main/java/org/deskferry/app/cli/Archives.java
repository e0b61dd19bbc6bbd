package org.deskferry.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deskferry.app.archive.ArchiveException;
import org.deskferry.app.archive.ArchiveReader;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.ProblemKind;

/** Archives as commands use them: what is wrong with one ends the command. */
final class Archives {
    private Archives() {}

    /** Work on an archive; {@code T} is what it yields. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, ArchiveException, CommandFailure;
    }

    static <T> T withWords(Path file, Work<T> work) throws CommandFailure {
        try {
            return work.run();
        } catch (ArchiveException e) {
            throw new CommandFailure(List.of(e.problem()));
        } catch (UncheckedIOException e) {
            throw unreadable(file, Optional.<Exception>ofNullable(e.getCause()).orElse(e));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CommandFailure unreadable(Path file, Exception e) {
        return CommandFailure.of(
                String.valueOf(e.getMessage()).contains("No space left")
                        ? ProblemKind.PROBLEM_KIND_DISK_FULL
                        : ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                "file " + file,
                "It cannot be read or written: " + reason(e) + ".",
                "Check its path, its permissions and the room on the disk.");
    }

    private static String reason(Exception failure) {
        return failure instanceof NoSuchFileException ? "there is no such file" : String.valueOf(failure.getMessage());
    }

    /** Asks for a passphrase once, however often the archive is opened. */
    static final class Key {
        private final Secrets secrets;
        private Optional<Passphrase> known = Optional.empty();

        Key(Secrets secrets) {
            this.secrets = secrets;
        }

        ArchiveReader open(Path file) throws IOException, ArchiveException, CommandFailure {
            try {
                return ArchiveReader.open(file, this::passphrase);
            } catch (AskingFailed e) {
                throw e.failure;
            }
        }

        private Passphrase passphrase() {
            if (known.isEmpty()) {
                try {
                    known = Optional.of(secrets.tell());
                } catch (CommandFailure e) {
                    throw new AskingFailed(e);
                }
            }
            return known.get();
        }
    }

    private static final class AskingFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient CommandFailure failure;

        AskingFailed(CommandFailure failure) {
            this.failure = failure;
        }
    }

    /**
     * What a whole archive is.
     *
     * @param bytes of its parts, uncompressed
     */
    record Checked(PodDescription description, boolean encrypted, long bytes) {}

    /** Reads all of an archive. */
    static Checked check(ArchiveReader archive) throws IOException, ArchiveException {
        var bytes = (long) archive.description().getSerializedSize();
        for (var part = archive.next(); part.isPresent(); part = archive.next()) {
            bytes += part.get().getSerializedSize();
        }
        return new Checked(archive.description(), archive.isEncrypted(), bytes);
    }
}
