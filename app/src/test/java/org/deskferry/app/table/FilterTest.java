package org.deskferry.app.table;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which pods are found by what is looked for. */
final class FilterTest {
    private final PodFacts anna = new PodFacts(
            "anna",
            "Anna Berg",
            Standing.RUNNING,
            "Running",
            "desk-1",
            "Berlin",
            "notes.txt",
            0,
            0,
            0,
            "anna\nanna berg\ndesk-1\nberlin\nnotes.txt\n10.77.0.101/24");

    @Test
    void all_words_have_to_be_somewhere() {
        assertTrue(Filter.ANY.accepts(anna));
        assertTrue(search("").accepts(anna));
        assertTrue(search("  BERG  desk-1 ").accepts(anna));
        assertTrue(search("10.77.0.101").accepts(anna));
        assertFalse(search("berg desk-2").accepts(anna));
    }

    @Test
    void each_choice_counts() {
        assertTrue(new Filter(Filter.words("notes"), Optional.of(Standing.RUNNING), "Berlin", "desk-1", "Anna Berg")
                .accepts(anna));
        assertFalse(choose(Optional.of(Standing.RESTING), "", "", "").accepts(anna));
        assertFalse(choose(Optional.empty(), "Ber", "", "").accepts(anna), "a choice is the whole of a name");
        assertFalse(choose(Optional.empty(), "", "desk-2", "").accepts(anna));
        assertFalse(choose(Optional.empty(), "", "", "Ben").accepts(anna));
    }

    private static Filter search(String text) {
        return new Filter(Filter.words(text), Optional.empty(), "", "", "");
    }

    private static Filter choose(Optional<Standing> standing, String site, String workstation, String owner) {
        return new Filter(Filter.words(""), standing, site, workstation, owner);
    }
}
