package org.deskferry.app.firstrun;

import java.util.List;

/**
 * How it stands with one thing.
 *
 * @param key names the words to say, below that of the check
 * @param values what they are filled in with
 */
public record Finding(Check check, State state, String key, List<String> values) {

    /** As far as can be told from here. */
    public enum State {
        FINE,
        LACKING,
        /** Needed only where pods are to run on this machine. */
        OPTIONAL,
        /** Shows itself when the things before it are there. */
        LATER
    }

    static Finding fine(Check check, String... values) {
        return new Finding(check, State.FINE, "fine", List.of(values));
    }

    static Finding lacking(Check check, String key, String... values) {
        return new Finding(check, State.LACKING, key, List.of(values));
    }

    static Finding later(Check check) {
        return new Finding(check, State.LATER, "later", List.of());
    }
}
