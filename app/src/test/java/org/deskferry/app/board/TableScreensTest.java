package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.Screenshot;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.app.scripted.ScriptedHistory;
import org.deskferry.app.scripted.ScriptedWorkstation;
import org.deskferry.app.settings.Theme;
import org.deskferry.app.settings.View;
import org.deskferry.app.words.Language;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Table and history in light and dark, wide and narrow, each state as it was approved; a picture of each is in target/screens. */
@ExtendWith(Display.class)
final class TableScreensTest {
    private static final String[] NAMES = {"anna", "ben", "cleo", "dora", "emil", "fay", "gus", "hugo", "ida", "jan"};

    @TempDir
    Path temp;

    private final ScriptedFleet fleet = new ScriptedFleet();
    private final FxRobot robot = new FxRobot();
    private final List<String> complaints = new ArrayList<>();
    private String prefix = "";
    private Stage stage;

    @BeforeEach
    void prepare() throws TimeoutException {
        stage = FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() throws TimeoutException {
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        fleet.close();
        assertEquals(List.of(), complaints);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1280,720,ENGLISH", "DARK,1280,720,GERMAN", "LIGHT,560,620,ENGLISH", "DARK,560,620,GERMAN"})
    void the_states_of_table_and_history(Theme theme, int width, int height, Language language)
            throws TimeoutException {
        prefix = "table-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width + "x" + height + "-";
        var wsa = fleet.add("desk-a");
        var wsb = fleet.add("desk-b");
        open(theme, width, height, language);
        look("1-empty", "#nothing");
        fill(wsa, wsb);
        look("2-full", "#pods .dot");
        robot.clickOn("ben")
                .press(KeyCode.SHIFT)
                .type(KeyCode.DOWN)
                .type(KeyCode.DOWN)
                .release(KeyCode.SHIFT);
        look("3-selected", "#pods");
        robot.type(KeyCode.M);
        robot.interact(() -> ((ComboBox<?>) robot.lookup("#move-destination").query())
                .getSelectionModel()
                .selectLast());
        look("4-move", "#move-ok");
        robot.type(KeyCode.ESCAPE).type(KeyCode.E);
        look("5-evacuate", "#evacuate-ok");
        robot.type(KeyCode.ESCAPE).push(KeyCode.CONTROL, KeyCode.F).write("nobody");
        look("6-no-match", "#filter-clear");
        assertEquals(
                language == Language.GERMAN ? "Kein Pod passt" : "No pod matches",
                ((Labeled) robot.lookup(".empty-title").query()).getText());
        robot.type(KeyCode.ESCAPE).push(KeyCode.CONTROL, KeyCode.DIGIT3);
        look("7-history", "#history-lines .table-cell");
        robot.write("xyz");
        look("8-history-no-match", "#history .empty-title");
    }

    private void open(Theme theme, int width, int height, Language language) throws TimeoutException {
        FxToolkit.setupFixture(() -> {
            var _ = BoardWindow.open(
                    stage, fleet, new ScriptedFiles(), Chosen.in(temp, theme, 14, language, View.TABLE));
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
        });
    }

    private static void fill(ScriptedWorkstation wsa, ScriptedWorkstation wsb) {
        for (int i = 0; i < 30; i++) {
            var name = NAMES[i % NAMES.length] + (i < NAMES.length ? "" : "-" + i / NAMES.length);
            var pod = owned(
                    Samples.pod(
                            name,
                            1 + i % 9,
                            i % 7,
                            "firefox",
                            "Quarterly numbers — Mozilla Firefox",
                            "mousepad",
                            "n.txt"),
                    i % 4 == 3 ? "" : NAMES[i % NAMES.length] + " berg");
            (i % 3 == 0 ? wsb : wsa).put(i % 5 == 4 ? Samples.suspended(pod) : pod);
        }
        var full = Samples.problem(
                ProblemKind.PROBLEM_KIND_DISK_FULL,
                "workstation desk-b",
                "It has 1.2 GB of disk left, reports needs 3.4 GB.",
                "Free some disk space.");
        wsa.history().add(ScriptedHistory.move("olga", "anna", "desk-a", "desk-b", Duration.ofMinutes(3)));
        wsa.history().add(ScriptedHistory.move("pia", "reports", "desk-a", "desk-b", Duration.ofHours(2), full));
        wsb.history().add(ScriptedHistory.move("olga", "ben", "desk-b", "desk-a", Duration.ofHours(30)));
    }

    private static Pod owned(Pod pod, String owner) {
        return pod.toBuilder()
                .setManifest(pod.getManifest().toBuilder().setOwner(owner))
                .build();
    }

    private void look(String name, String query) {
        try {
            WaitForAsyncUtils.waitFor(
                    30,
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.waitForAsyncFx(
                            20_000, () -> robot.lookup(query).tryQuery().isPresent()));
        } catch (TimeoutException e) {
            throw new AssertionError("no " + query, e);
        }
        // Time for the next look at the fleet.
        WaitForAsyncUtils.sleep(400, TimeUnit.MILLISECONDS);
        Screenshot.compare(stage, prefix + name).ifPresent(complaints::add);
    }
}
