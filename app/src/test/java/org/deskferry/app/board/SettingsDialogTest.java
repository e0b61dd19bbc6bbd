package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.scene.control.Control;
import javafx.scene.input.KeyCode;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.Screenshot;
import org.deskferry.app.words.Language;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings chosen with mouse and keyboard, which hold at once and after the next start. */
final class SettingsDialogTest extends OpenBoard {
    @AfterEach
    void speakEnglish() {
        Language.ENGLISH.speak();
    }

    @Test
    void the_theme_is_chosen_and_remembered() throws IOException {
        robot.clickOn("#settings")
                .clickOn("#settings-theme")
                .type(KeyCode.DOWN, 2)
                .type(KeyCode.ENTER);
        await(() -> Application.getUserAgentStylesheet().contains("dark"));
        assertTrue(kept("theme=dark"));
    }

    @Test
    void the_language_changes_at_once_and_the_board_goes_on() throws IOException, TimeoutException {
        robot.push(KeyCode.CONTROL, KeyCode.COMMA);
        await(() -> shown("#settings-dialog"));
        // English is the system's, then English itself, then German.
        robot.type(KeyCode.DOWN, 2);
        await(() -> text("#settings-dialog .dialog-heading").equals("Einstellungen"));
        assertTrue(node("#settings-language").isFocused());
        Screenshot.take(stage, "settings-german");
        assertEquals("Erreichbar · keine Pods", text("#status-wsb"));
        robot.type(KeyCode.ESCAPE);
        assertFalse(shown("#settings-dialog"));
        wsb.put(Samples.pod("cleo", 3, 1));
        await(() -> shown("#column-wsb #card-cleo"));
        reopen();
        await(() -> text("#status-wsa").startsWith("Erreichbar"));
        assertTrue(kept("language=de"));
    }

    @Test
    void all_of_it_can_be_done_with_the_keyboard_and_has_a_name() {
        robot.push(KeyCode.CONTROL, KeyCode.COMMA);
        await(() -> shown("#settings-dialog"));
        for (var id : new String[] {"language", "theme", "smaller", "larger"}) {
            focusIsAt("settings-" + id);
            robot.type(KeyCode.TAB);
        }
        robot.type(KeyCode.TAB);
        for (var id : new String[] {"motion", "follow-me", "tray", "notifications", "close"}) {
            focusIsAt("settings-" + id);
            robot.type(KeyCode.TAB);
        }
    }

    private void focusIsAt(String id) {
        await(() -> {
            var owner = stage.getScene().getFocusOwner();
            return owner instanceof Control control
                    && id.equals(control.getId())
                    && (control.getAccessibleText() != null
                            || (control instanceof javafx.scene.control.Labeled labeled
                                    && !labeled.getText().isEmpty()));
        });
    }

    @Test
    void nothing_slides_where_motion_is_reduced() throws IOException {
        robot.clickOn("#settings")
                .clickOn("#settings-motion")
                .type(KeyCode.DOWN)
                .type(KeyCode.ENTER);
        await(() -> node("#board").getStyleClass().contains("calm"));
        assertTrue(kept("motion=reduced"));
    }

    @Test
    void a_bad_file_is_told_at_the_start_and_the_rest_holds() throws IOException, TimeoutException {
        Files.writeString(settingsFile(), "theme=mauve\nview=table\n");
        reopen();
        await(() -> text(".notification-bar .label").contains("mauve")
                || robot.lookup(".notification-bar .label").queryAllAs(javafx.scene.control.Label.class).stream()
                        .anyMatch(label -> label.getText().contains("mauve")));
        assertTrue(shown("#pods"));
    }

    @Test
    void the_window_opens_where_it_was() throws TimeoutException {
        robot.interact(() -> {
            stage.setX(30);
            stage.setY(40);
            stage.setWidth(900);
            stage.setHeight(600);
        });
        assertEquals("900x600+30+40", where());
        reopenAsItWas();
        assertEquals("900x600+30+40", where());
    }

    private String where() {
        return "%.0fx%.0f%+.0f%+.0f".formatted(stage.getWidth(), stage.getHeight(), stage.getX(), stage.getY());
    }

    private boolean kept(String line) throws IOException {
        return Files.readString(settingsFile()).lines().anyMatch(line::equals);
    }
}
