package org.deskferry.host.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.deskferry.host.problem.ProblemException;

/** Takes typed values out of a file and collects what is wrong with them. In the place of a wrong value goes its default. */
final class Values {
    private final ConfigFile file;
    private final Set<String> known = new HashSet<>();
    private final List<ConfigFile.Mistake> mistakes = new ArrayList<>();

    Values(ConfigFile file) {
        this.file = file;
    }

    /**
     * The value of {@code key}.
     *
     * @param parse throws an {@link IllegalArgumentException} with what the value is instead
     * @param allowed what is allowed, for the reader
     */
    <T> T get(String key, String fallback, Function<String, T> parse, String allowed) {
        known.add(key);
        var entry = Optional.ofNullable(file.entries().get(key));
        try {
            return parse.apply(entry.map(ConfigFile.Entry::value).orElse(fallback));
        } catch (IllegalArgumentException e) {
            var set = entry.orElseThrow(() -> e);
            mistakes.add(ConfigFile.wrong(
                    file.name(),
                    set.line(),
                    key + " is '" + set.value() + "': " + e.getMessage() + ".",
                    "Allowed is " + allowed + "; the default is " + (fallback.isEmpty() ? "nothing" : fallback) + "."));
            return parse.apply(fallback);
        }
    }

    Path folder(String key, String fallback) {
        return get(key, fallback, Values::absolute, "an absolute path");
    }

    int integer(String key, int fallback, int least, int most) {
        return get(key, String.valueOf(fallback), text -> number(text, least, most), least + " to " + most);
    }

    /** A length of time, written as seconds: "30s". */
    Duration seconds(String key, int fallback, int least, int most) {
        return get(
                key,
                fallback + "s",
                text -> {
                    if (!text.endsWith("s")) {
                        throw new IllegalArgumentException("not a number of seconds");
                    }
                    return Duration.ofSeconds(number(text.substring(0, text.length() - 1), least, most));
                },
                least + "s to " + most + "s");
    }

    static Path absolute(String text) {
        var path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path");
        }
        return path.normalize();
    }

    /** One of two keys may be set to something, not both. */
    void refuseBoth(String key, String other) {
        var first = Optional.ofNullable(file.entries().get(key)).filter(Values::isSet);
        var second = Optional.ofNullable(file.entries().get(other)).filter(Values::isSet);
        if (first.isPresent() && second.isPresent()) {
            mistakes.add(ConfigFile.wrong(
                    file.name(),
                    Math.max(first.get().line(), second.get().line()),
                    key + " and " + other + " are both set.",
                    "Keep one."));
        }
    }

    private static boolean isSet(ConfigFile.Entry entry) {
        return !entry.value().isEmpty();
    }

    /** Throws everything that is wrong, in the order of the file; to be called after all values were taken. */
    void refuseUnlessRight() {
        var all = new ArrayList<>(file.mistakes());
        file.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                all.add(ConfigFile.wrong(
                        file.name(),
                        entry.line(),
                        "There is no setting '" + key + "'.",
                        "Allowed are "
                                + String.join(", ", known.stream().sorted().toList()) + "."));
            }
        });
        all.addAll(mistakes);
        if (!all.isEmpty()) {
            throw new ProblemException(all.stream()
                    .sorted(Comparator.comparingInt(ConfigFile.Mistake::line))
                    .map(ConfigFile.Mistake::problem)
                    .toList());
        }
    }

    static int number(String text, int least, int most) {
        try {
            var number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException("not from " + least + " to " + most);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number", e);
        }
    }
}
