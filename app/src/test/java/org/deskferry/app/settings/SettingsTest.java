package org.deskferry.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deskferry.app.words.Language;
import org.deskferry.proto.v1.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is chosen is there again; what cannot be understood is told and is as usual. */
final class SettingsTest {
    @TempDir
    Path temp;

    private Path file = Path.of("");

    @BeforeEach
    void prepare() {
        Language.ENGLISH.speak();
        file = temp.resolve("config/deskferry/settings.conf");
    }

    @Test
    void what_is_chosen_is_there_at_the_next_start() {
        var settings = load();
        settings.choose(settings.language(), Optional.of(Language.GERMAN));
        settings.choose(settings.theme(), Theme.DARK);
        settings.choose(settings.textSize(), 16.0);
        settings.choose(settings.motion(), Motion.REDUCED);
        settings.choose(settings.followMe(), FollowMe.FULL_SCREEN);
        settings.choose(settings.notifications(), false);
        settings.choose(settings.view(), View.TABLE);
        settings.choose(settings.window(), Optional.of(new Frame(1280, 800, -20, 40, true)));
        var next = load();
        assertEquals(Optional.of(Language.GERMAN), next.language().get());
        assertEquals(Theme.DARK, next.theme().get());
        assertEquals(16.0, next.textSize().get());
        assertEquals(Motion.REDUCED, next.motion().get());
        assertEquals(FollowMe.FULL_SCREEN, next.followMe().get());
        assertEquals(false, next.notifications().get());
        assertEquals(View.TABLE, next.view().get());
        assertEquals(
                Optional.of(new Frame(1280, 800, -20, 40, true)), next.window().get());
        assertEquals(List.of(), next.problems().get());
    }

    @Test
    void nothing_chosen_is_nothing_to_complain_about() {
        var settings = load();
        assertEquals(List.of(), settings.problems().get());
        assertEquals(Optional.empty(), settings.language().get());
        assertEquals(FollowMe.OFF, settings.followMe().get());
        assertEquals(false, Files.exists(file));
    }

    @Test
    void a_wrong_line_is_told_and_the_others_hold() throws IOException {
        write("theme=mauve\nlangage=de\nmotion=full\ntext-size=900\n");
        var settings = load();
        assertEquals(Theme.SYSTEM, settings.theme().get());
        assertEquals(14.0, settings.textSize().get());
        assertEquals(Motion.FULL, settings.motion().get());
        assertEquals(
                List.of(
                        "At theme it says \"mauve\", which means nothing.",
                        "It says something of \"langage\", which is no setting.",
                        "At text-size it says \"900\", which means nothing."),
                settings.problems().get().stream().map(Problem::getReason).toList());
        assertTrue(
                settings.problems().get().getFirst().getRemedy().contains("system, light, dark"),
                settings.problems().get().toString());
    }

    @Test
    void choosing_one_leaves_all_other_lines() throws IOException {
        write("# mine\nfuture=1\ntheme=dark\n");
        var settings = load();
        var other = load();
        settings.choose(settings.theme(), Theme.LIGHT);
        other.choose(other.motion(), Motion.REDUCED);
        assertEquals("# mine\nfuture=1\ntheme=light\nmotion=reduced\n", Files.readString(file));
    }

    @Test
    void a_file_that_is_no_text_is_told_and_left_alone() throws IOException {
        byte[] noText = {(byte) 0xff, 0, (byte) 0xfe};
        Files.createDirectories(file.getParent());
        Files.write(file, noText);
        var settings = load();
        assertEquals(1, settings.problems().get().size());
        settings.choose(settings.theme(), Theme.DARK);
        assertEquals(Theme.DARK, settings.theme().get());
        assertEquals(List.of(noText[0], noText[1], noText[2]), bytes());
    }

    @Test
    void what_cannot_be_kept_holds_nevertheless_and_is_told() throws IOException {
        Files.writeString(temp.resolve("config"), "not a folder");
        var settings = new Settings(file);
        settings.choose(settings.theme(), Theme.DARK);
        assertEquals(Theme.DARK, settings.theme().get());
        assertEquals(1, settings.problems().get().size());
    }

    @Test
    void a_suggestion_is_no_choice() {
        var settings = load();
        settings.view().suggest(View.TABLE);
        assertEquals(View.TABLE, settings.view().get());
        assertEquals(false, settings.view().isChosen());
        settings.choose(settings.view(), View.BOARD);
        settings.view().suggest(View.TABLE);
        assertEquals(View.BOARD, settings.view().get());
    }

    private Settings load() {
        var settings = new Settings(file);
        settings.load();
        return settings;
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<Byte> bytes() throws IOException {
        var bytes = Files.readAllBytes(file);
        return List.of(bytes[0], bytes[1], bytes[2]);
    }
}
