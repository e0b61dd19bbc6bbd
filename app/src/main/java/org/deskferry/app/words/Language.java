package org.deskferry.app.words;

import java.util.Arrays;
import java.util.Locale;

/** The languages that there are texts in. What is not told a language speaks English, as the command line does. */
public enum Language {
    ENGLISH("en"),
    GERMAN("de");

    // As the system has it, until this program says otherwise.
    private static final Locale SYSTEM = Locale.getDefault(Locale.Category.DISPLAY);
    private static final Locale REGION = Locale.getDefault(Locale.Category.FORMAT);
    private static volatile Locale spoken = Locale.ENGLISH;

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /** As in a language tag: "en". */
    public String code() {
        return code;
    }

    /** What its speakers call it. */
    public String ownName() {
        var locale = Locale.of(code);
        var name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }

    /** The system's if there are texts in it, else English. */
    public static Language ofSystem() {
        return of(SYSTEM);
    }

    static Language of(Locale locale) {
        return Arrays.stream(values())
                .filter(language -> language.code.equals(locale.getLanguage()))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** Lets everything that is said from now on be said in this language; numbers and dates are written as in the system's region. */
    public void speak() {
        var locale = new Locale.Builder()
                .setLanguage(code)
                .setRegion(REGION.getCountry())
                .build();
        spoken = locale;
        // The toolkit's own words, and how numbers are written.
        Locale.setDefault(locale);
    }

    /** The language with the region that numbers and dates are written for. */
    static Locale spoken() {
        return spoken;
    }
}
