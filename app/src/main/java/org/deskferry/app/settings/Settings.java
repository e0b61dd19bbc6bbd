package org.deskferry.app.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.deskferry.app.identity.ConfigFolder;
import org.deskferry.app.words.Language;
import org.deskferry.app.words.Words;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** All that the user has chosen. What cannot be read is told and is as usual. FX thread only. */
public final class Settings {
    public static final double SMALLEST_TEXT = 10;
    public static final double LARGEST_TEXT = 40;

    private static final Words WORDS = Words.beside(Settings.class);
    private static final String SYSTEM = "system";
    private static final String YES = "yes";
    private static final String NO = "no";

    private final Setting<Optional<Language>> language = new Setting<>(
            "language",
            Optional.empty(),
            "system, en, de",
            Settings::language,
            choice -> choice.map(Language::code).orElse(SYSTEM));
    private final Setting<Theme> theme = Setting.oneOf("theme", Theme.SYSTEM);
    private final Setting<Double> textSize =
            new Setting<>("text-size", 14.0, "10 – 40", Settings::textSize, size -> Long.toString(Math.round(size)));
    private final Setting<Motion> motion = Setting.oneOf("motion", Motion.SYSTEM);
    private final Setting<FollowMe> followMe = Setting.oneOf("follow-me", FollowMe.OFF);
    private final Setting<Boolean> notifications =
            new Setting<>("notifications", true, "yes, no", Settings::truth, truth -> truth ? YES : NO);
    private final Setting<InTray> inTray = Setting.oneOf("tray", InTray.ICON);
    private final Setting<View> view = Setting.oneOf("view", View.BOARD);
    private final Setting<Optional<Frame>> window = new Setting<>(
            "window",
            Optional.empty(),
            "1280x800+0+0",
            text -> Frame.parse(text).stream().map(Optional::of).findFirst(),
            frame -> frame.map(Frame::toString).orElse(""));
    private final List<Setting<?>> all =
            List.of(language, theme, textSize, motion, followMe, notifications, inTray, view, window);
    private final SettingsFile file;
    private final ReadOnlyObjectWrapper<List<Problem>> problems = new ReadOnlyObjectWrapper<>(List.of());
    private boolean isReadable = true;

    public Settings(Path file) {
        this.file = new SettingsFile(file);
    }

    /** Those in the user's configuration folder, not read yet. */
    public static Settings usual() {
        return new Settings(ConfigFolder.usual().resolve("settings.conf"));
    }

    /** Reads the file. */
    public void load() {
        problems.set(read());
    }

    /** What in the file could not be understood, or why the last choice could not be kept. */
    public ReadOnlyObjectProperty<List<Problem>> problems() {
        return problems.getReadOnlyProperty();
    }

    private List<Problem> read() {
        try {
            var found = new ArrayList<Problem>();
            file.read()
                    .forEach((key, text) -> all.stream()
                            .filter(setting -> setting.key().equals(key))
                            .findFirst()
                            .ifPresentOrElse(
                                    setting -> {
                                        if (!setting.read(text)) {
                                            found.add(problem("value", key, text, setting.allowed()));
                                        }
                                    },
                                    () -> found.add(problem("unknown", key))));
            return found;
        } catch (CharacterCodingException e) {
            isReadable = false;
            return List.of(problem("not-text"));
        } catch (IOException e) {
            isReadable = false;
            return List.of(problem("unreadable", String.valueOf(e.getMessage())));
        }
    }

    /** Sets it, at once and for later starts. A file that could not be read stays as it is. */
    public <T> void choose(Setting<T> setting, T choice) {
        setting.choose(choice);
        if (isReadable) {
            try {
                file.put(setting.key(), setting.text());
            } catch (IOException e) {
                problems.set(List.of(problem("unwritten", String.valueOf(e.getMessage()))));
            }
        }
    }

    /** Empty: the system's. */
    public Setting<Optional<Language>> language() {
        return language;
    }

    public Setting<Theme> theme() {
        return theme;
    }

    /** In pixels, from {@link #SMALLEST_TEXT} to {@link #LARGEST_TEXT}. */
    public Setting<Double> textSize() {
        return textSize;
    }

    public Setting<Motion> motion() {
        return motion;
    }

    public Setting<FollowMe> followMe() {
        return followMe;
    }

    /** Whether the desktop shows what has happened while nobody looked at the window. */
    public Setting<Boolean> notifications() {
        return notifications;
    }

    public Setting<InTray> inTray() {
        return inTray;
    }

    public Setting<View> view() {
        return view;
    }

    /** Empty until there was one. */
    public Setting<Optional<Frame>> window() {
        return window;
    }

    private Problem problem(String key, String... values) {
        return Problem.newBuilder()
                .setKind(ProblemKind.PROBLEM_KIND_BAD_REQUEST)
                .setThing(WORDS.of("thing", file.path()))
                .setReason(WORDS.of(key, (Object[]) values))
                .setRemedy(WORDS.of(key + ".remedy", (Object[]) values))
                .build();
    }

    private static Optional<Optional<Language>> language(String text) {
        return text.equals(SYSTEM)
                ? Optional.of(Optional.empty())
                : Arrays.stream(Language.values())
                        .filter(language -> language.code().equals(text))
                        .map(Optional::of)
                        .findFirst();
    }

    private static Optional<Double> textSize(String text) {
        try {
            return Optional.of((double) Integer.parseInt(text))
                    .filter(size -> size >= SMALLEST_TEXT && size <= LARGEST_TEXT);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case YES -> Optional.of(true);
            case NO -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
