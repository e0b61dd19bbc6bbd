package org.deskferry.app.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who speaks which language. */
final class LanguageTest {
    @AfterEach
    void speakEnglish() {
        Language.ENGLISH.speak();
    }

    @Test
    void a_language_without_texts_is_english() {
        assertEquals(Language.GERMAN, Language.of(Locale.of("de", "AT")));
        assertEquals(Language.ENGLISH, Language.of(Locale.of("en", "GB")));
        assertEquals(Language.ENGLISH, Language.of(Locale.of("eo")));
    }

    @Test
    void languages_are_called_as_their_speakers_call_them() {
        assertEquals("Deutsch", Language.GERMAN.ownName());
        assertEquals("English", Language.ENGLISH.ownName());
    }

    @Test
    void the_same_words_speak_another_language_at_once() {
        var words = Words.beside(org.deskferry.app.parts.Units.class);
        Language.GERMAN.speak();
        assertEquals("vor 1.234 min", words.of("units.ago", words.of("units.min", 1234)));
        Language.ENGLISH.speak();
        assertEquals("1,234 min ago", words.of("units.ago", words.of("units.min", 1234)));
    }
}
