package org.deskferry.app.archive;

import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** A file is not an archive, or not whole. */
public final class ArchiveException extends Exception {
    private final transient Problem problem;

    private ArchiveException(Problem problem) {
        super(problem.getThing() + ": " + problem.getReason());
        this.problem = problem;
    }

    static ArchiveException of(ProblemKind kind, String file, String reason, String remedy) {
        return new ArchiveException(Problem.newBuilder()
                .setKind(kind)
                .setThing("archive " + file)
                .setReason(reason)
                .setRemedy(remedy)
                .build());
    }

    static ArchiveException damaged(String file, String how) {
        return of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                file,
                "It is not whole: " + how + ".",
                "Take another copy of the file, or export the pod anew.");
    }

    static ArchiveException noArchive(String file) {
        return of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                file,
                "It is not an archive of a pod.",
                "Give a file that 'deskferry export' has made.");
    }

    static ArchiveException tooNew(String file, int version) {
        return of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                file,
                "Its format, " + version + ", is newer than this version of Deskferry knows.",
                "Use the version of Deskferry that has made it, or a later one.");
    }

    static ArchiveException wrongPassphrase(String file) {
        return of(
                ProblemKind.PROBLEM_KIND_NOT_ALLOWED,
                file,
                "The passphrase does not open it: it is another one, or the file has been altered.",
                "Give the passphrase that it was exported with.");
    }

    public Problem problem() {
        return problem;
    }
}
