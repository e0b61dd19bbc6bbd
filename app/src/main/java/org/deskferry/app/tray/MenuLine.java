package org.deskferry.app.tray;

import java.util.Optional;

/** A line of the icon's menu. Without an action it is there to be read; without words it is a rule between two groups. */
public record MenuLine(String words, Optional<Runnable> action) {
    public static MenuLine rule() {
        return new MenuLine("", Optional.empty());
    }

    public static MenuLine text(String words) {
        return new MenuLine(words, Optional.empty());
    }

    public static MenuLine action(String words, Runnable action) {
        return new MenuLine(words, Optional.of(action));
    }

    boolean isRule() {
        return words.isEmpty();
    }

    boolean looksLike(MenuLine other) {
        return words.equals(other.words) && action.isPresent() == other.action.isPresent();
    }
}
