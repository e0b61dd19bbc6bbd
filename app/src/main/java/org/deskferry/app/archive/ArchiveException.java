package org.deskferry.app.archive;

import static org.deskferry.proto.problem.Phrases.say;

import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** A file is not an archive, or not whole. */
public final class ArchiveException extends Exception {
    private final transient Problem problem;

    private ArchiveException(Problem problem) {
        super(problem.getThing() + ": " + problem.getReason());
        this.problem = problem;
    }

    static ArchiveException of(ProblemKind kind, String file, Phrase reason, Phrase remedy) {
        return new ArchiveException(Phrases.problem(kind, say("archive {0}", file), reason, remedy));
    }

    static ArchiveException damaged(String file, Phrase how) {
        return of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                file,
                say("It is not whole: {0}.", how),
                say("Take another copy of the file, or export the pod anew."));
    }

    static ArchiveException noArchive(String file) {
        return of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                file,
                say("It is not an archive of a pod."),
                say("Give a file that 'deskferry export' has made."));
    }

    static ArchiveException tooNew(String file, int version) {
        return of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                file,
                say("Its format, {0}, is newer than this version of Deskferry knows.", version),
                say("Use the version of Deskferry that has made it, or a later one."));
    }

    static ArchiveException wrongPassphrase(String file) {
        return of(
                ProblemKind.PROBLEM_KIND_NOT_ALLOWED,
                file,
                say("The passphrase does not open it: it is another one, or the file has been altered."),
                say("Give the passphrase that it was exported with."));
    }

    public Problem problem() {
        return problem;
    }
}
