package org.deskferry.app.identity;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a user's own files of this app are: {@code deskferry} in {@code XDG_CONFIG_HOME}, or in {@code ~/.config}. */
public final class ConfigFolder {
    private ConfigFolder() {}

    public static Path usual() {
        return of(System.getenv());
    }

    static Path of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"))
                .resolve("deskferry");
    }
}
