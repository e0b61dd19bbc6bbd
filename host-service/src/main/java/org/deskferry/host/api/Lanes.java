package org.deskferry.host.api;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** Which moves to here may have more connections than the one that they began with. Thread-safe. */
final class Lanes {
    private final int most;
    private final Map<Move, Admission> admissions = new HashMap<>();

    /** @param most how many connections a move may have in all */
    Lanes(int most) {
        this.most = most;
    }

    /** How many messages of an added connection may wait here: of all together no more than of the first. */
    int ahead() {
        return Math.max(1, FirstLane.AHEAD / most);
    }

    private record Move(String source, String id) {}

    private record Admission(Inbox inbox, List<Runnable> ends) {}

    /** Lets a source add to a move of its own. Returns how many connections that may have, with the one that it has. */
    synchronized int admit(String source, String moveId, Inbox inbox) {
        var isNew = admissions.putIfAbsent(new Move(source, moveId), new Admission(inbox, new ArrayList<>())) == null;
        return isNew ? most : 1;
    }

    /**
     * Adds a connection. Returns where its messages go.
     *
     * @param end is run when the move is over
     * @throws ProblemException (NOT_ALLOWED) if the source has no such move, or that has all that it may have
     */
    synchronized Inbox add(String source, String moveId, Runnable end) {
        var admission = Optional.ofNullable(admissions.get(new Move(source, moveId)))
                .filter(found -> found.ends().size() + 1 < most)
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.PROBLEM_KIND_NOT_ALLOWED,
                        say("a move from {0}", source),
                        say("A connection more was opened for it than it may have here."),
                        say("Check that both machines run the same version of Deskferry.")));
        admission.ends().add(end);
        return admission.inbox();
    }

    /** The move whose messages go to {@code inbox} is over, and so are the connections that were added to it. */
    void end(Inbox inbox) {
        remove(inbox).forEach(Runnable::run);
    }

    private synchronized List<Runnable> remove(Inbox inbox) {
        var ended = admissions.values().stream()
                .filter(admission -> admission.inbox() == inbox)
                .flatMap(admission -> admission.ends().stream())
                .toList();
        admissions.values().removeIf(admission -> admission.inbox() == inbox);
        return ended;
    }
}
