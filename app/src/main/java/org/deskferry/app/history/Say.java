package org.deskferry.app.history;

import org.deskferry.app.words.Words;

/** The history's own words. */
final class Say {
    private static final Words WORDS = Words.beside(Say.class);

    private Say() {}

    static String of(String key, Object... values) {
        return WORDS.of(key, values);
    }
}
