package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.app.scripted.ScriptedMachine;
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
import org.testfx.util.WaitForAsyncUtils;

/** From a machine with nothing on it to the first pod: each step is named, with its command, and the next shows by itself. */
@ExtendWith(Display.class)
final class FirstRunTest {
    @TempDir
    Path temp;

    private final ScriptedFleet fleet = new ScriptedFleet();
    private final FxRobot robot = new FxRobot();
    private ScriptedMachine machine;
    private Stage stage;

    @BeforeEach
    void open() throws TimeoutException {
        machine = new ScriptedMachine(temp.resolve("machine"));
        fleet.setMachine(machine);
        fleet.setUnusable(
                Samples.problem(ProblemKind.PROBLEM_KIND_BAD_REQUEST, "fleet", "There is none.", "Make one."));
        stage = FxToolkit.registerPrimaryStage();
        FxToolkit.setupFixture(() -> {
            var _ = BoardWindow.open(
                    stage, fleet, new ScriptedFiles(), Chosen.in(temp, Theme.LIGHT, 14, Language.ENGLISH, View.BOARD));
        });
    }

    @AfterEach
    void close() throws TimeoutException {
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        fleet.close();
    }

    @Test
    void each_missing_thing_is_named_with_its_command_up_to_the_first_pod() {
        await("#no-fleet #check-FLEET .command");
        assertEquals("deskferry fleet init", command("FLEET"));
        assertTrue(isThere("#check-SERVICE .check-open"), "a machine that only looks needs no service");
        robot.clickOn("#check-FLEET .copy-command");
        assertEquals(
                "deskferry fleet init",
                WaitForAsyncUtils.waitForAsyncFx(
                        10_000, () -> Clipboard.getSystemClipboard().getString()));

        machine.put("fleet/fleet.pem", "");
        machine.put("fleet/members.conf", "");
        machine.install("wsa");
        fleet.setUnusable();
        await("#no-workstations #check-MEMBER .command");
        assertEquals("sudo systemctl enable --now deskferry-host", command("SERVICE"));
        assertEquals("sudo deskferry-host pair", command("MEMBER"));
        assertTrue(isThere("#add-first-workstation"));

        fleet.seeFrom("olga", "wsa");
        machine.put("fleet/members.conf", "wsa=desk-9:7443\n");
        var wsa = fleet.add("wsa");
        wsa.setImages();
        await("#not-ready #check-IMAGE .command");
        assertTrue(isThere("#check-ENGINE .check-fine"));
        assertTrue(command("IMAGE").contains("deskferry-host image add"), command("IMAGE"));

        wsa.setImages("sha256:9f2c");
        await("#create-first-wsa");
        assertFalse(isThere("#checkup"));
        robot.clickOn("#create-first-wsa");
        await("#create-owner");
        assertEquals("olga", ((TextField) robot.lookup("#create-owner").query()).getText());
        robot.clickOn("#create-ok");
        await("#card-desk-1");
        assertEquals("olga", wsa.owner("desk-1"));
    }

    @Test
    void where_no_workstation_answers_this_machine_is_looked_at() {
        machine.put("fleet/fleet.pem", "");
        machine.put("fleet/members.conf", "wsa=desk-9:7443\n");
        machine.install("wsa");
        var wsa = fleet.add("wsa");
        wsa.goAway();
        fleet.setUnusable();
        await("#no-answer #check-SERVICE .command");
        wsa.comeBack();
        await("#column-wsa");
    }

    private String command(String check) {
        return ((Labeled) robot.lookup("#check-" + check + " .command-text").query()).getText();
    }

    private boolean isThere(String query) {
        return robot.lookup(query).tryQuery().isPresent();
    }

    private void await(String query) {
        OpenBoard.await(() -> isThere(query));
    }
}
