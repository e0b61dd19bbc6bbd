package org.deskferry.app.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;

/** What problems say, in the language that is spoken now; in English where its book lacks a phrase, as of a workstation that is newer than this app. */
public final class PhraseBook {
    private static final Map<String, PhraseBook> BOOKS = new ConcurrentHashMap<>();

    private final Map<String, String> phrases;

    private PhraseBook(Map<String, String> phrases) {
        this.phrases = phrases;
    }

    public static String thing(Problem problem) {
        return spoken().say(problem.getThing(), problem.hasThingPhrase(), problem.getThingPhrase());
    }

    public static String reason(Problem problem) {
        return spoken().say(problem.getReason(), problem.hasReasonPhrase(), problem.getReasonPhrase());
    }

    public static String remedy(Problem problem) {
        return spoken().say(problem.getRemedy(), problem.hasRemedyPhrase(), problem.getRemedyPhrase());
    }

    /** All of them, a sentence each. */
    public static String reasons(List<Problem> problems) {
        return problems.stream().map(PhraseBook::reason).collect(Collectors.joining(" "));
    }

    private String say(String english, boolean hasPhrase, Phrase phrase) {
        return (hasPhrase ? Phrases.fill(phrase, this::find) : find(english)).orElse(english);
    }

    private Optional<String> find(String english) {
        return Optional.ofNullable(phrases.get(english));
    }

    private static PhraseBook spoken() {
        return BOOKS.computeIfAbsent(Language.spoken().getLanguage(), PhraseBook::read);
    }

    /** Of English, which needs none, an empty one. */
    static PhraseBook read(String language) {
        var phrases = new HashMap<String, String>();
        try (var file = PhraseBook.class.getResourceAsStream("phrases_" + language + ".txt")) {
            if (file != null) {
                for (var entry : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n\n", -1)) {
                    var lines = entry.strip().split("\n", 2);
                    if (lines.length == 2) {
                        phrases.put(lines[0], lines[1]);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PhraseBook(Map.copyOf(phrases));
    }

    Map<String, String> phrases() {
        return phrases;
    }
}
