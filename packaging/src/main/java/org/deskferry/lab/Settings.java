package org.deskferry.lab;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of "key=value". */
final class Settings {
    private Settings() {}

    /** The lines of {@code text}, but those of {@code others} in place of its own with the same key. */
    static String with(String text, List<String> others) {
        var replaced = others.stream().map(Settings::key).toList();
        return Stream.concat(text.lines().filter(line -> !replaced.contains(key(line))), others.stream())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String key(String line) {
        return line.replaceFirst("=.*", "");
    }
}
