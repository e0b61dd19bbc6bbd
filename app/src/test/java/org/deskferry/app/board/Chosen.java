package org.deskferry.app.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.settings.Theme;
import org.deskferry.app.settings.View;
import org.deskferry.app.words.Language;

/** Settings as a user would have made them. */
final class Chosen {
    private Chosen() {}

    static Settings in(Path folder, Theme theme, int size, Language language, View view) {
        var file = folder.resolve("settings.conf");
        try {
            Files.writeString(
                    file,
                    "theme=%s\ntext-size=%d\nlanguage=%s\nview=%s\nmotion=reduced\n"
                            .formatted(word(theme), size, language.code(), word(view)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Settings(file);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
