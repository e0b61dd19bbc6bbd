package org.deskferry.app.board;

import static org.deskferry.proto.problem.Phrases.problem;
import static org.deskferry.proto.problem.Phrases.say;

import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.app.settings.Theme;
import org.deskferry.app.settings.View;
import org.deskferry.app.words.Language;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** What a workstation answers, as its host service makes it, is German in a German window. */
@ExtendWith(Display.class)
final class GermanRefusalTest {
    @TempDir
    Path temp;

    private final ScriptedFleet fleet = new ScriptedFleet();
    private final FxRobot robot = new FxRobot();
    private Stage stage;

    @BeforeEach
    void open() throws TimeoutException {
        stage = FxToolkit.registerPrimaryStage();
        FxToolkit.setupFixture(() -> {
            var _ = BoardWindow.open(
                    stage, fleet, new ScriptedFiles(), Chosen.in(temp, Theme.LIGHT, 14, Language.GERMAN, View.BOARD));
            stage.setWidth(1280);
            stage.setHeight(800);
        });
    }

    @AfterEach
    void close() throws TimeoutException {
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        fleet.close();
        Language.ENGLISH.speak();
    }

    @Test
    void a_refused_move_says_why_in_german() {
        var wsa = fleet.add("wsa");
        fleet.add("wsb");
        wsa.put(Samples.pod("anna", 1, 4, "xfce4-terminal", "counter.sh"));
        wsa.onMove((_, _) -> {
            throw Samples.refusal(
                    problem(
                            ProblemKind.PROBLEM_KIND_MEMORY_SHORT,
                            say("workstation {0}", "wsb"),
                            say("The move needs {0} of memory, and {1} are free.", "2.0 GiB", "1.1 GiB"),
                            say("End programs there, or choose another workstation.")),
                    problem(
                            ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
                            say("program {0} (pid {1})", "redis-server", 211),
                            say("It has {0} open, which cannot be moved.", say("an io_uring")),
                            say("End the program, or what it does with this, then move the pod.")));
        });
        OpenBoard.await(() -> robot.lookup("#card-anna .card-name").tryQuery().isPresent()
                && robot.lookup("#column-wsb").tryQuery().isPresent());
        robot.clickOn("#card-anna .card-name").type(KeyCode.M);
        OpenBoard.await(() -> robot.lookup("#move-to-wsb").tryQuery().isPresent());
        robot.clickOn("#move-to-wsb");
        OpenBoard.await(() -> refusal().equals("""
                        Rechner wsb
                        Der Umzug braucht 2.0 GiB Speicher, und 1.1 GiB sind frei.
                        Beenden Sie dort Programme, oder wählen Sie einen anderen Rechner.
                        Programm redis-server (PID 211)
                        Es hat ein io_uring offen; das kann nicht umziehen.
                        Beenden Sie das Programm oder was es damit tut, und verschieben Sie dann den Pod."""));
    }

    private String refusal() {
        return robot.lookup("#card-anna .trouble .help .label").<Labeled>queryAll().stream()
                .filter(label -> !label.getStyleClass().contains("icon"))
                .map(Labeled::getText)
                .collect(Collectors.joining("\n"));
    }
}
