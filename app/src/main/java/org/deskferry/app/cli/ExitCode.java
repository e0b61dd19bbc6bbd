package org.deskferry.app.cli;

import java.util.List;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** How the program ends, for scripts. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int REFUSED = 3;
    static final int UNREACHABLE = 4;
    static final int PARTLY = 5;

    private ExitCode() {}

    static int of(List<Problem> problems) {
        return problems.isEmpty() ? FAILED : of(problems.getFirst().getKind());
    }

    private static int of(ProblemKind kind) {
        return switch (kind) {
            case PROBLEM_KIND_UNREACHABLE -> UNREACHABLE;
            case PROBLEM_KIND_UNSPECIFIED,
                    PROBLEM_KIND_INTERNAL,
                    PROBLEM_KIND_ENGINE_FAILED,
                    PROBLEM_KIND_CORRUPT_STREAM,
                    PROBLEM_KIND_TIMED_OUT,
                    PROBLEM_KIND_CANCELLED,
                    PROBLEM_KIND_RESTORE_FAILED,
                    PROBLEM_KIND_DISPLAY_SILENT,
                    UNRECOGNIZED -> FAILED;
            default -> REFUSED;
        };
    }
}
