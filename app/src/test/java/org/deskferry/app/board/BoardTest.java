package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.deskferry.app.identity.Member;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.Screenshot;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The board as a whole: workstations that come, go and stay silent, pods that are made and destroyed, screens. */
final class BoardTest extends OpenBoard {
    @Test
    void a_pods_screen_opens_in_a_window_that_follows_it() {
        focus("#card-anna");
        robot.type(KeyCode.O);
        await(() -> shown("#screen-anna"));
        var window = (Stage) node("#screen-anna").getScene().getWindow();
        assertEquals("anna on wsa", window.getTitle());
        wsa.onMove(fleet.working(20));
        robot.interact(() -> stage.toFront());
        wsa.setMove(Samples.progress(anna, "wsa", "wsb", MovePhase.MOVE_PHASE_COPY_LIVE, 100, 400));
        await(() -> text("#screen-anna #viewer-line").startsWith("Moving to wsb"));
        wsa.endMove(anna.getManifest().getId(), true);
        wsb.put(ScriptedFleet.moved(anna));
        await(() -> window.getTitle().equals("anna on wsb"));
        await(() -> wsb.screensAsked().contains("anna"));
        robot.interact(window::toFront);
        WaitForAsyncUtils.sleep(1500, TimeUnit.MILLISECONDS);
        Screenshot.take(window, "screen");
    }

    @Test
    void members_come_and_go_with_the_list() {
        var wsc = fleet.add("wsc");
        await(() -> shown("#column-wsc") && isOnline("wsc"));
        fleet.remove(wsc);
        await(() -> !shown("#column-wsc"));
        assertTrue(shown("#card-anna"));
    }

    @Test
    void a_workstation_goes_away_and_comes_back() {
        await(() -> wsa.screensAsked().contains("anna"));
        wsa.goAway();
        await(() -> text("#status-wsa").startsWith("Away, last seen"));
        assertTrue(shown("#column-wsa #card-anna"), "what was last seen stays on the board");
        assertEquals("As last seen", text("#card-anna .chip"));
        wsa.comeBack();
        await(() -> isOnline("wsa"));
        await(() -> !shown("#card-anna .chip"));
    }

    @Test
    void a_workstation_that_never_answers_blocks_nothing() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            fleet.add(new Member("mute", "127.0.0.1", silent.getLocalPort()));
            await(() -> shown("#column-mute"));
            var begin = System.nanoTime();
            robot.clickOn("#menu-ben");
            await(() -> shown("#menu-details"));
            robot.clickOn("#menu-details");
            await(() -> shown("#details"));
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(9), "the window answers meanwhile");
            await(() -> text("#status-mute").startsWith("Away"));
        }
    }

    @Test
    void a_pod_is_created_and_destroyed() {
        robot.clickOn("#create-wsb");
        await(() -> shown("#create-dialog"));
        fill("#create-name", "Bad Name");
        await(() -> node("#create-ok").isDisabled());
        fill("#create-name", "anna");
        await(() -> node("#create-ok").isDisabled());
        fill("#create-name", "dora");
        robot.clickOn("#create-ok");
        await(() -> shown("#column-wsb #card-dora") && !shown("#create-dialog"));
        focus("#card-dora");
        robot.type(KeyCode.DELETE);
        await(() -> shown("#destroy-ok"));
        assertTrue(shown("#card-dora"), "nothing is destroyed before the answer");
        robot.clickOn("#destroy-ok");
        await(() -> !shown("#card-dora"));
    }

    @Test
    void a_refused_creation_is_explained_in_the_dialog() {
        wsb.addProblem(Samples.problem(
                ProblemKind.PROBLEM_KIND_DISK_FULL,
                "workstation wsb",
                "Its disk is full.",
                "Free some disk space there."));
        robot.clickOn("#create-wsb");
        await(() -> shown("#create-ok"));
        robot.clickOn("#create-ok");
        await(() -> shown("#create-refusal"));
        assertEquals("Its disk is full.", text("#create-refusal .help-reason"));
        robot.type(KeyCode.ESCAPE);
        await(() -> !shown("#create-dialog"));
    }

    @Test
    void pictures_are_fetched_for_cards_that_can_be_seen_only() {
        for (int i = 0; i < 12; i++) {
            wsb.put(Samples.pod("many-" + (char) ('a' + i), 3, 0));
        }
        await(() -> wsb.screensAsked().contains("many-a"));
        await(() -> wsb.screensAsked().size() > 4);
        assertFalse(wsb.screensAsked().contains("many-l"), "the last card is far below the window");
    }
}
