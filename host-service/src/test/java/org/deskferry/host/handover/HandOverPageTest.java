package org.deskferry.host.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table that people read in decision 10 is the one that the services follow. */
class HandOverPageTest {
    private static final Path PAGE = Path.of("../docs/decisions/0010-hand-over.md");
    private static final String HEAD = "| it is | and this happens | it does | and then it is |";

    @Test
    void thePageHasEveryRule() throws IOException {
        var expected =
                HandOver.TABLE.rules().stream().map(HandOverPageTest::row).collect(Collectors.joining("\n"));
        assertEquals(expected, String.join("\n", rowsOfThePage()));
    }

    private static List<String> rowsOfThePage() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(HEAD))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static String row(Rule rule) {
        var deeds = rule.deeds().stream().map(HandOverPageTest::words).collect(Collectors.joining(", "));
        return "| " + words(rule.stand()) + " | " + words(rule.event()) + " | " + deeds + " | "
                + (rule.next() == rule.stand() ? "the same" : words(rule.next())) + " |";
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
