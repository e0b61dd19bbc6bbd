package org.deskferry.app.firstrun;

import java.util.Optional;
import org.deskferry.app.words.Words;

/** The words of this room. */
final class Say {
    private static final Words WORDS = Words.beside(Say.class);

    private Say() {}

    static String of(String key, Object... values) {
        return WORDS.of(key, values);
    }

    /** Empty where there is nothing to say. */
    static Optional<String> optional(String key, Object... values) {
        return WORDS.has(key) ? Optional.of(of(key, values)) : Optional.empty();
    }
}
