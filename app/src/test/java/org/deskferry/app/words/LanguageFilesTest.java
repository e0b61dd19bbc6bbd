package org.deskferry.app.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** All that the window says is in the language files, in each language, and nothing else is. */
final class LanguageFilesTest {
    private static final Path SOURCES = Path.of("src/main/java/org/deskferry/app");
    private static final Path FILES = Path.of("src/main/resources/org/deskferry/app");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    // Two words, or a capital: what people read looks so, and keys, styles, ids and formats do not.
    private static final Pattern TEXT = Pattern.compile("\\p{L}{2,}[,.:]? \\p{L}{2,}|^\\p{Lu}\\p{Ll}{2,}");
    private static final Pattern NO_TEXT = Pattern.compile("-fx-|^Xlib|^ReferenceEquality$");
    // Nobody reads why a call was given up.
    private static final Set<String> UNSEEN = Set.of("no longer wanted");
    private static final Pattern FILLED = Pattern.compile("\\{(\\d)");

    static Stream<Path> rooms() {
        return folders(SOURCES).filter(room -> Files.exists(file(room, "")));
    }

    /** Those that draw. */
    static Stream<Path> views() {
        return folders(SOURCES)
                .filter(room -> sources(room).stream().anyMatch(source -> source.contains("import javafx.scene.")));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ENGLISH")
    void each_language_says_all_that_english_says(Language language) {
        rooms().forEach(room -> {
            var english = texts(room, "");
            var other = texts(room, "_" + language.code());
            assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(other.keySet()), room + " in " + language);
            english.forEach((key, text) -> assertEquals(
                    filled(text),
                    filled(other.getProperty((String) key, "")),
                    "what is filled in at " + key + " of " + room));
        });
    }

    @ParameterizedTest
    @EnumSource
    void each_text_can_be_filled_in(Language language) {
        rooms().forEach(room -> texts(room, language == Language.ENGLISH ? "" : "_" + language.code())
                .forEach((key, text) -> {
                    for (int count = 0; count < 3; count++) {
                        var said = new MessageFormat((String) text, Locale.of(language.code()))
                                .format(new Object[] {count, count, count, count, count});
                        assertFalse(said.contains("{"), key + " of " + room + ": " + said);
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void each_text_is_used(Path room) {
        var source = String.join("\n", sources(room));
        var whole = find(source, "\"([A-Za-z0-9.-]+)\"");
        // What is said of each of several constants.
        var begins = find(source, "\"([A-Za-z0-9.-]+\\.)\"");
        var ends = find(source, "\\+\\s*\"(\\.[A-Za-z0-9.-]+)\"");
        var unused = texts(room, "").keySet().stream()
                .map(String.class::cast)
                .filter(key -> !whole.contains(key))
                .filter(key -> begins.stream().noneMatch(key::startsWith))
                .filter(key -> ends.stream()
                        .noneMatch(end ->
                                key.endsWith(end) && whole.contains(key.substring(0, key.length() - end.length()))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unused);
    }

    @ParameterizedTest
    @MethodSource("views")
    void no_view_has_texts_of_its_own(Path room) {
        var found = new ArrayList<String>();
        for (var source : sources(room)) {
            find(COMMENT.matcher(source).replaceAll(""), LITERAL.pattern()).stream()
                    .filter(literal -> TEXT.matcher(literal).find())
                    .filter(literal -> !NO_TEXT.matcher(literal).find() && !UNSEEN.contains(literal))
                    .forEach(found::add);
        }
        assertEquals(List.of(), found);
    }

    @Test
    void a_text_in_a_view_would_be_found() {
        assertEquals(
                true, TEXT.matcher("Move it").find() && TEXT.matcher("Cancel").find());
        assertEquals(
                false,
                TEXT.matcher("move.cancel").find()
                        || TEXT.matcher("arriving-words").find());
    }

    private static Set<String> find(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> filled(Object text) {
        return find((String) text, FILLED.pattern());
    }

    private static Properties texts(Path room, String suffix) {
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(file(room, suffix), UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static Path file(Path room, String suffix) {
        return FILES.resolve(SOURCES.relativize(room)).resolve("messages" + suffix + ".properties");
    }

    private static Stream<Path> folders(Path below) {
        try (var all = Files.list(below)) {
            return all.filter(Files::isDirectory).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sources(Path room) {
        try (var all = Files.list(room)) {
            var texts = new ArrayList<String>();
            for (var file : all.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
