package org.deskferry.app.transfer;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.app.archive.ArchiveException;
import org.deskferry.app.identity.Failures;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.ProblemKind;

/** Says what went wrong between a workstation and a file. */
final class Calls {
    private Calls() {}

    /** What a transfer does; {@code T} is what it yields. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, ArchiveException, StatusException, InterruptedException, TransferException;
    }

    /** What only reads a file. */
    @FunctionalInterface
    interface Reading<T> {
        T run() throws IOException, ArchiveException, TransferException;
    }

    static <T> T withWords(Member member, Path file, Stop stop, Work<T> work) throws TransferException {
        try {
            return work.run();
        } catch (StatusException | StatusRuntimeException e) {
            stop.check();
            throw new TransferException(Failures.of(e, member), Failures.isLoss(e));
        } catch (ArchiveException e) {
            throw new TransferException(List.of(e.problem()), false);
        } catch (IOException e) {
            throw unusable(file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransferException.cancelled();
        }
    }

    static <T> T withWords(Path file, Reading<T> reading) throws TransferException {
        try {
            return reading.run();
        } catch (ArchiveException e) {
            throw new TransferException(List.of(e.problem()), false);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static TransferException unusable(Path file, IOException e) {
        var full = String.valueOf(e.getMessage()).contains("No space left");
        var reason = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
        return TransferException.of(
                full ? ProblemKind.PROBLEM_KIND_DISK_FULL : ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("file {0}", file),
                say("It cannot be read or written: {0}.", reason),
                say("Check its path, its permissions and the room on the disk."));
    }
}
