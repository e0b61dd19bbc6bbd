package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.List;
import org.deskferry.host.linux.BorrowedFile;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * What the kernel has told programs about changed files (inotify) and they have not read yet: CRIU drops it. To be looked for while the
 * pod stands still; in a pod that runs it means nothing.
 */
public final class UnreadChanges {
    private UnreadChanges() {}

    /** A problem of kind NOT_DUMPABLE_NOW for each of the processes {@code pids} that has such a thing. */
    public static List<Problem> of(List<Long> pids) {
        return pids.stream()
                .map(Program::new)
                .filter(program -> program.files().stream().anyMatch(UnreadChanges::waits))
                .map(program -> Phrases.problem(
                        ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW,
                        say("program {0} (pid {1})", program.command(), program.innerPid()),
                        say("The kernel has told it of a changed file (inotify), and it has not read that yet."),
                        say("This passes by itself as a rule: try again in a moment.")))
                .toList();
    }

    private static boolean waits(OpenFile file) {
        return file.isWatcher()
                && BorrowedFile.of(file.program().pid(), file.fd())
                        .map(borrowed -> {
                            try (borrowed) {
                                return borrowed.unread() > 0;
                            }
                        })
                        .orElse(false);
    }
}
