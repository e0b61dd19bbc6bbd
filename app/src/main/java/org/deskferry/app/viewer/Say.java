package org.deskferry.app.viewer;

import org.deskferry.app.words.Words;

/** The texts of this room. */
final class Say {
    private static final Words WORDS = Words.beside(Say.class);

    private Say() {}

    static String of(String key, Object... values) {
        return WORDS.of(key, values);
    }
}
