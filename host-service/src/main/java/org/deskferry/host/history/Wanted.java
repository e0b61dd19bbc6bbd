package org.deskferry.host.history;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.Timestamps;
import java.util.List;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.HistoryEntry;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ProblemKind;

/** Which entries somebody asks for. */
record Wanted(ListHistoryRequest request) {
    private static final int LONGEST = 100;
    private static final int USUALLY = 100;
    private static final int MOST = 500;

    /** @throws ProblemException (BAD_REQUEST) naming the first field that is out of its range */
    void check() {
        for (var text : List.of(request.getPod(), request.getWorkstation(), request.getWho())) {
            require(text.length() <= LONGEST, "a name in it has more than " + LONGEST + " characters");
        }
        require(Timestamps.isValid(request.getSince()), "its time is none");
        require(
                request.getMost() >= 0 && request.getMost() <= MOST,
                "it asks for more than " + MOST + " entries at once");
        require(request.getBefore() >= 0, "the number it goes on from is none");
    }

    int most() {
        return request.getMost() == 0 ? USUALLY : request.getMost();
    }

    boolean accepts(HistoryEntry entry) {
        return (request.getBefore() == 0 || entry.getNumber() < request.getBefore())
                && (!request.hasSince() || Timestamps.compare(entry.getTime(), request.getSince()) >= 0)
                && isOne(request.getPod(), entry.getPodId(), entry.getPodName())
                && isOne(request.getWorkstation(), entry.getWorkstation(), entry.getDestination())
                && isOne(request.getWho(), entry.getWho());
    }

    private static boolean isOne(String wanted, String... has) {
        return wanted.isEmpty() || List.of(has).contains(wanted);
    }

    private static void require(boolean sound, String fault) {
        if (!sound) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("request for the history"),
                    say("It is not sound: {0}.", fault),
                    say("Correct it and ask again."));
        }
    }
}
