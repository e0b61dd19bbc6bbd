package org.deskferry.app.history;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.deskferry.app.parts.Units;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.proto.v1.HistoryEntry;

/** An entry as people read it. */
record Line(HistoryEntry entry) {
    Instant time() {
        return Instant.ofEpochSecond(
                entry.getTime().getSeconds(), entry.getTime().getNanos());
    }

    String deed() {
        return Say.of("deed." + entry.getDeed().name());
    }

    boolean isDone() {
        return entry.getProblemsCount() == 0;
    }

    /** With every reason, where it came to nothing. */
    String outcome() {
        return isDone() ? Say.of("done") : PhraseBook.reasons(entry.getProblemsList());
    }

    String frozen() {
        return entry.hasFrozen() ? Units.precise(Units.duration(entry.getFrozen())) : "";
    }

    String total() {
        return Units.precise(Units.duration(entry.getTotal()));
    }

    /** Whether each of the words, in lower case, is somewhere in it. */
    boolean has(List<String> words) {
        var text = String.join(
                        "\n",
                        entry.getWho(),
                        deed(),
                        entry.getPodName(),
                        entry.getPodId(),
                        entry.getWorkstation(),
                        entry.getDestination(),
                        outcome())
                .toLowerCase(Locale.getDefault());
        return words.stream().allMatch(text::contains);
    }
}
