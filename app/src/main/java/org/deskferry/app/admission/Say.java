package org.deskferry.app.admission;

import org.deskferry.app.words.Words;

/** The words of this room. */
final class Say {
    private static final Words WORDS = Words.beside(Say.class);

    private Say() {}

    static String of(String key, Object... values) {
        return WORDS.of(key, values);
    }
}
