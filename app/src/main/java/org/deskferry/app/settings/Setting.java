package org.deskferry.app.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One thing that can be chosen. FX thread only. */
public final class Setting<T> {
    private final String key;
    private final String allowed;
    private final Function<String, Optional<T>> parse;
    private final Function<T, String> write;
    private final ReadOnlyObjectWrapper<T> value;
    private boolean chosen;

    /** {@code allowed}: what may be in the file, for a person who wrote something else. */
    Setting(String key, T usual, String allowed, Function<String, Optional<T>> parse, Function<T, String> write) {
        this.key = key;
        this.allowed = allowed;
        this.parse = parse;
        this.write = write;
        this.value = new ReadOnlyObjectWrapper<>(usual);
    }

    /** One of the constants, written as "full-screen". */
    static <E extends Enum<E>> Setting<E> oneOf(String key, E usual) {
        var constants = usual.getDeclaringClass().getEnumConstants();
        return new Setting<>(
                key,
                usual,
                Arrays.stream(constants).map(Setting::word).collect(Collectors.joining(", ")),
                text -> Arrays.stream(constants)
                        .filter(constant -> word(constant).equals(text))
                        .findFirst(),
                Setting::word);
    }

    public T get() {
        return value.get();
    }

    public ReadOnlyObjectProperty<T> property() {
        return value.getReadOnlyProperty();
    }

    /** Whether the user has said so, rather than nobody otherwise. */
    public boolean isChosen() {
        return chosen;
    }

    /** What it is until the user says otherwise. */
    public void suggest(T better) {
        if (!chosen) {
            value.set(better);
        }
    }

    String key() {
        return key;
    }

    String allowed() {
        return allowed;
    }

    String text() {
        return write.apply(get());
    }

    void choose(T choice) {
        chosen = true;
        value.set(choice);
    }

    /** Whether it says anything that can be chosen; it is chosen then. */
    boolean read(String text) {
        var known = parse.apply(text);
        known.ifPresent(this::choose);
        return known.isPresent();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
