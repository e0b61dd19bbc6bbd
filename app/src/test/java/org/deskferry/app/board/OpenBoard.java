package org.deskferry.app.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.app.scripted.ScriptedWorkstation;
import org.deskferry.app.session.SessionBus;
import org.deskferry.app.settings.Settings;
import org.deskferry.proto.v1.Pod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The board in a real window, used with mouse and keyboard, before workstations that speak the contract. */
@ExtendWith(Display.class)
abstract class OpenBoard {
    @TempDir
    Path temp;

    final ScriptedFleet fleet = new ScriptedFleet();
    final ScriptedFiles files = new ScriptedFiles();
    final FxRobot robot = new FxRobot();
    final Pod anna = Samples.pod("anna", 1, 4, "xfce4-terminal", "counter.sh", "mousepad", "notes.txt *");
    final Pod ben = Samples.pod("ben", 2, 0, "thunar", "Documents");
    ScriptedWorkstation wsa;
    ScriptedWorkstation wsb;
    Stage stage;
    FleetModel model;

    @BeforeEach
    void open() throws IOException, TimeoutException {
        wsa = fleet.add("wsa");
        wsb = fleet.add("wsb");
        wsa.put(anna);
        wsa.put(ben);
        stage = FxToolkit.registerPrimaryStage();
        Files.writeString(settingsFile(), "text-size=14\n");
        model = show();
        awaitPods();
    }

    /** As if the app were ended and started again. */
    final void reopen() throws TimeoutException {
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        stage = FxToolkit.registerStage(Stage::new);
        model = show();
    }

    /** As {@link #reopen}, and the window is as it was left. */
    final void reopenAsItWas() throws TimeoutException {
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        stage = FxToolkit.registerStage(Stage::new);
        model = showAsItWas();
    }

    final Path settingsFile() {
        return temp.resolve("settings.conf");
    }

    private void awaitPods() {
        await(() -> shown("#column-wsa #card-anna") && shown("#column-wsa #card-ben") && isOnline("wsb"));
    }

    private FleetModel show() throws TimeoutException {
        var shown = showAsItWas();
        FxToolkit.setupFixture(() -> {
            stage.setWidth(1280);
            stage.setHeight(800);
        });
        return shown;
    }

    private FleetModel showAsItWas() {
        return WaitForAsyncUtils.waitForAsyncFx(
                20_000, () -> BoardWindow.open(stage, fleet, files, new Settings(settingsFile()), bus()));
    }

    /** The desktop's, of the test's own making. */
    Optional<SessionBus> bus() {
        return Optional.empty();
    }

    @AfterEach
    void close() throws TimeoutException {
        // A drag that a failed test has left would go on in the next.
        robot.release(MouseButton.PRIMARY);
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        fleet.close();
    }

    void fill(String field, String text) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            if (node(field) instanceof TextInputControl input) {
                input.setText(text);
            }
        });
    }

    void focus(String query) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> node(query).requestFocus());
        WaitForAsyncUtils.waitForFxEvents();
    }

    boolean isOnline(String name) {
        return text("#status-" + name).startsWith("Online");
    }

    Node node(String query) {
        return robot.lookup(query).query();
    }

    String text(String query) {
        return robot.lookup(query)
                .<Node>tryQuery()
                .filter(Labeled.class::isInstance)
                .map(label -> ((Labeled) label).getText())
                .orElse("");
    }

    boolean shown(String query) {
        return robot.lookup(query).<Node>queryAll().stream().anyMatch(OpenBoard::isTreeVisible);
    }

    private static boolean isTreeVisible(Node node) {
        for (var each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(20_000, condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within 30 seconds", e);
        }
    }
}
