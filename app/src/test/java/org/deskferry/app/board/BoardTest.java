package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.prefs.Preferences;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.deskferry.app.fleet.FolderFleet;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.identity.Member;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.app.scripted.ScriptedWorkstation;
import org.deskferry.app.scripted.Stranger;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The board in a real window, used with mouse and keyboard, before workstations that speak the contract. */
@ExtendWith(Display.class)
final class BoardTest {
    private static final Problem IO_URING = Samples.problem(
            ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
            "program redis-server (pid 211)",
            "It has an io_uring open, which cannot be moved.",
            "End the program, or what it does with this, then move the pod.");

    private final ScriptedFleet fleet = new ScriptedFleet();
    private final FxRobot robot = new FxRobot();
    private final Pod anna = Samples.pod("anna", 1, 4, "xfce4-terminal", "counter.sh", "mousepad", "notes.txt *");
    private final Pod ben = Samples.pod("ben", 2, 0, "thunar", "Documents");
    private ScriptedWorkstation wsa;
    private ScriptedWorkstation wsb;
    private Stage stage;

    @BeforeEach
    void open() throws TimeoutException {
        wsa = fleet.add("wsa");
        wsb = fleet.add("wsb");
        wsa.put(anna);
        wsa.put(ben);
        stage = FxToolkit.registerPrimaryStage();
        Preferences.userNodeForPackage(BoardWindow.class).putDouble("size", 14);
        Preferences.userNodeForPackage(BoardWindow.class).remove("mode");
        FxToolkit.setupFixture(() -> {
            var _ = BoardWindow.open(stage, fleet);
            stage.setWidth(1280);
            stage.setHeight(800);
        });
        await(() -> shown("#column-wsa #card-anna") && shown("#column-wsa #card-ben") && isOnline("wsb"));
    }

    @AfterEach
    void close() throws TimeoutException {
        // A drag that a failed test has left would go on in the next.
        robot.release(MouseButton.PRIMARY);
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        fleet.close();
    }

    @Test
    void a_dropped_card_moves_and_carries_its_result() {
        wsa.onMove(fleet.working(300));
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> shown("#column-wsb .verdict-note"));
        assertEquals("Drop anna here to move it", text("#column-wsb .verdict-title"));
        assertFalse(shown("#column-wsa .verdict"));
        robot.drop();
        await(() -> shown("#column-wsa #card-anna .move-panel"));
        await(() -> text("#card-anna .move-phase").equals("Copying while it runs"));
        assertTrue(text("#card-anna .move-amount").contains("of 412 MB · 61 MB/s"));
        await(() -> shown("#column-wsb #arriving-anna"));
        await(() -> shown("#column-wsb #card-anna .move-result"));
        assertEquals("Frozen 0.91 s, 4 connections kept", text("#card-anna .move-result"));
        assertFalse(shown("#column-wsa #card-anna"));
        assertFalse(shown("#arriving-anna"));
        robot.clickOn("#card-anna .dismiss");
        await(() -> !shown("#card-anna .move-result"));
    }

    @Test
    void a_card_held_over_a_column_tells_what_the_move_costs() {
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> text("#column-wsb .verdict-note").equals("412 MB to copy. It will be frozen for about 0.91 s."));
        assertEquals("Drop anna here to move it", text("#column-wsb .verdict-title"));
        robot.moveTo("#card-ben").drop();
    }

    @Test
    void a_card_held_over_a_column_tells_what_stands_in_the_way_and_may_be_dropped() {
        wsa.onCheck(_ -> Samples.hindered(IO_URING));
        wsa.onMove(fleet.working(20));
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> text("#column-wsb .verdict-title").equals("anna cannot move to wsb as things are"));
        assertEquals("Program redis-server (pid 211)", text("#column-wsb .verdict .help-thing"));
        assertEquals(IO_URING.getReason(), text("#column-wsb .verdict .help-reason"));
        assertEquals(IO_URING.getRemedy(), text("#column-wsb .verdict .help-words"));
        robot.drop();
        await(() -> shown("#column-wsb #card-anna .move-result"));
    }

    @Test
    void a_card_can_be_dropped_before_anybody_has_answered() {
        wsa.onCheck(_ -> {
            Thread.sleep(60_000);
            return Samples.open();
        });
        wsa.onMove(fleet.working(20));
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> text("#column-wsb .verdict-note").equals("Asking wsb whether it can come…"));
        robot.drop();
        await(() -> shown("#column-wsb #card-anna .move-result"));
    }

    @Test
    void the_menu_tells_what_stands_in_the_way() {
        fleet.add("wsc");
        await(() -> isOnline("wsc"));
        wsa.onCheck(request ->
                request.getDestination().equals("wsb") ? Samples.hindered(IO_URING, IO_URING) : Samples.open());
        focus("#card-anna");
        robot.type(KeyCode.M);
        await(() ->
                menuText("move-to-wsb").equals("wsb — in the way: program redis-server (pid 211) and 1 more thing"));
        await(() -> menuText("move-to-wsc").equals("wsc — frozen for about 0.91 s"));
        robot.type(KeyCode.ESCAPE);
    }

    private String menuText(String id) {
        return robot.lookup(".context-menu #" + id + " .label").<Node>queryAll().stream()
                .filter(Labeled.class::isInstance)
                .map(label -> ((Labeled) label).getText())
                .filter(text -> text != null && text.contains("ws"))
                .findFirst()
                .orElse("");
    }

    @Test
    void a_refused_move_is_explained_on_the_card() {
        wsa.onMove((_, _) -> {
            throw Samples.refusal(Samples.problem(
                    ProblemKind.PROBLEM_KIND_DISK_FULL,
                    "workstation wsb",
                    "It has 1.2 GB of disk left, anna needs 3.4 GB.",
                    "Free some disk space on wsb."));
        });
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        await(() -> shown("#column-wsa #card-anna .trouble"));
        assertEquals("Not moved to wsb", text("#card-anna .panel-title"));
        assertEquals("Workstation wsb", text("#card-anna .help-thing"));
        assertEquals("It has 1.2 GB of disk left, anna needs 3.4 GB.", text("#card-anna .help-reason"));
        assertEquals("Free some disk space on wsb.", text("#card-anna .help-words"));
        robot.clickOn("#card-anna .dismiss");
        await(() -> !shown("#card-anna .trouble"));
    }

    @Test
    void a_move_is_cancelled_on_its_card_or_by_its_key() {
        for (var cancel :
                List.<Runnable>of(() -> robot.clickOn("#card-anna .move-cancel"), () -> robot.type(KeyCode.C))) {
            var cancelled = new CountDownLatch(1);
            wsa.onCancel(_ -> cancelled.countDown());
            wsa.onMove((pod, run) -> {
                run.say(Samples.progress(pod, "wsa", "wsb", MovePhase.MOVE_PHASE_FREEZE, 390, 412));
                cancelled.await();
                throw Samples.refusal(Samples.problem(
                        ProblemKind.PROBLEM_KIND_CANCELLED, "pod anna", "Its move was cancelled.", "Move it again."));
            });
            robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
            await(() -> text("#card-anna .move-phase").equals("Frozen, sending the rest"));
            focus("#card-anna");
            cancel.run();
            await(() -> shown("#column-wsa #card-anna .trouble"));
            assertEquals("Move to wsb cancelled", text("#card-anna .panel-title"));
            robot.clickOn("#card-anna .dismiss");
            await(() -> !shown("#card-anna .trouble"));
        }
    }

    @Test
    void a_move_that_is_committed_cannot_be_cancelled() {
        var committed = new CountDownLatch(1);
        wsa.onCancel(_ -> {
            throw Samples.refusal(Samples.problem(
                    ProblemKind.PROBLEM_KIND_COMMITTED, "pod anna", "It belongs to the destination.", "Wait."));
        });
        wsa.onMove((pod, run) -> {
            run.say(Samples.progress(pod, "wsa", "wsb", MovePhase.MOVE_PHASE_COMMIT, 412, 412));
            committed.await();
        });
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        await(() -> text("#card-anna .move-phase").equals("Handing over to wsb"));
        assertTrue(node("#card-anna .move-cancel").isDisabled());
        focus("#card-anna");
        robot.type(KeyCode.C);
        await(() ->
                shown(".notification-bar") && text(".notification-bar .label").contains("It belongs to"));
        committed.countDown();
    }

    @Test
    void a_pod_in_doubt_says_whom_it_waits_for() {
        wsa.put(anna.toBuilder()
                .setState(PodState.POD_STATE_IN_DOUBT)
                .addProblems(Samples.problem(
                        ProblemKind.PROBLEM_KIND_IN_DOUBT, "pod anna", "It waits for wsb.", "Bring wsb back."))
                .build());
        await(() -> shown("#card-anna .trouble"));
        assertEquals("It waits for wsb.", text("#card-anna .help-reason"));
        assertEquals("In doubt", text("#card-anna .chip"));
        wsa.put(anna);
        await(() -> !shown("#card-anna .trouble"));
    }

    @Test
    void the_keyboard_moves_a_card() {
        wsa.onMove(fleet.working(20));
        focus("#card-anna");
        robot.type(KeyCode.DOWN);
        robot.type(KeyCode.UP);
        await(() -> node("#card-anna").isFocused());
        robot.type(KeyCode.M);
        await(() -> shown(".context-menu #move-to-wsb"));
        assertTrue(node(".context-menu #move-to-wsa")
                .getPseudoClassStates()
                .contains(PseudoClass.getPseudoClass("disabled")));
        robot.clickOn(".context-menu #move-to-wsb");
        await(() -> shown("#column-wsb #card-anna .move-result"));
        await(() -> node("#card-anna").isFocused());
    }

    @Test
    void a_workstation_is_evacuated_by_its_menu() {
        var gate = new CountDownLatch(1);
        wsa.onMove((pod, run) -> {
            gate.await();
            fleet.working(20).move(pod, run);
        });
        robot.clickOn("#column-menu-wsa");
        await(() -> shown("#menu-evacuate"));
        robot.clickOn("#menu-evacuate");
        await(() -> shown("#evacuate-dialog"));
        assertTrue(wsa.holds(anna.getManifest().getId()), "nothing moves before the answer");
        robot.clickOn("#evacuate-ok");
        await(() -> text(".evacuation-state").equals("Evacuating: 0 away, 2 on the way, 2 here"));
        gate.countDown();
        await(() -> shown("#column-wsb #card-anna") && shown("#column-wsb #card-ben"));
        await(() -> text("#column-wsa .evacuation-done").equals("2 pods moved away"));
        robot.clickOn("#column-wsa .evacuation .dismiss");
        await(() -> !shown("#column-wsa .evacuation"));
    }

    @Test
    void an_evacuation_by_keyboard_goes_round_refusals_and_lists_what_stays() {
        var _ = fleet.add("wsc");
        await(() -> shown("#column-wsc") && isOnline("wsc"));
        var working = fleet.working(20);
        wsa.onMove((pod, run) -> {
            if (pod.getManifest().getName().equals("ben")) {
                throw Samples.refusal(Samples.problem(
                        ProblemKind.PROBLEM_KIND_NOT_DUMPABLE, "program qemu (pid 7)", "It uses a device.", "End it."));
            } else if (run.request().getDestination().equals("wsb")) {
                throw Samples.refusal(Samples.problem(
                        ProblemKind.PROBLEM_KIND_CPU_DIFFERS,
                        "workstation wsb",
                        "Its processor is old.",
                        "Try another."));
            }
            working.move(pod, run);
        });
        focus("#card-anna");
        robot.type(KeyCode.E);
        await(() -> shown("#evacuate-ok"));
        robot.type(KeyCode.ENTER);
        await(() -> shown("#column-wsc #card-anna"));
        await(() -> text("#column-wsa .evacuation .panel-title").equals("1 pod moved away, 1 stays"));
        assertEquals("It uses a device.", text("#column-wsa .evacuation .help-reason"));
        assertTrue(shown("#column-wsa #card-ben"));
    }

    @Test
    void arrows_go_between_columns() {
        wsb.put(Samples.pod("carl", 3, 1));
        await(() -> shown("#column-wsb #card-carl"));
        focus("#card-carl");
        robot.type(KeyCode.LEFT);
        await(() -> node("#card-anna").isFocused() || node("#card-ben").isFocused());
        robot.type(KeyCode.RIGHT);
        robot.type(KeyCode.RIGHT);
        await(() -> node("#card-carl").isFocused());
    }

    @Test
    void a_move_that_somebody_else_asked_for_is_shown() {
        wsa.put(anna.toBuilder().setState(PodState.POD_STATE_LEAVING).build());
        wsa.setMove(Samples.progress(anna, "wsa", "wsb", MovePhase.MOVE_PHASE_COPY_LIVE, 100, 400));
        await(() -> shown("#card-anna .move-panel") && shown("#arriving-anna"));
        wsa.endMove(anna.getManifest().getId(), true);
        wsb.put(ScriptedFleet.moved(anna));
        await(() -> shown("#column-wsb #card-anna .move-result"));
        assertEquals("Moved here from wsa", text("#card-anna .move-result"));
        wsa.setMove(Samples.progress(anna, "wsa", "wsb", MovePhase.MOVE_PHASE_DONE, 400, 400).toBuilder()
                .setResult(Samples.result(4))
                .build());
        await(() -> text("#card-anna .move-result").equals("Frozen 0.91 s, 4 connections kept"));
        robot.clickOn("#card-anna .dismiss");
        await(() -> !shown("#card-anna .move-result"));
        wsa.addProblem(Samples.problem(ProblemKind.PROBLEM_KIND_ENGINE_MISSING, "engine", "It is missing.", ""));
        await(() -> shown("#problems-wsa"));
        assertFalse(shown("#card-anna .move-result"), "what has been read is not shown again");
    }

    @Test
    void a_workstation_of_another_fleet_is_not_trusted(@TempDir Path temp) throws Exception {
        var ours = new FleetFolder(temp.resolve("ours"));
        new FleetOffice(ours).init("otto");
        try (var stranger = Stranger.in(temp.resolve("theirs"), "wsx")) {
            fleet.add(stranger.member(), new FolderFleet(ours.path()));
            await(() -> text("#status-wsx").startsWith("Not trusted"));
            await(() -> text("#column-wsx .help-reason").contains("no workstation to trust"));
            robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsx").moveBy(5, 5);
            await(() -> text("#column-wsx .verdict-title").equals("wsx is not trusted."));
            robot.drop();
            await(() -> shown(".notification-bar"));
            assertFalse(shown("#card-anna .move-panel"));
        }
    }

    @Test
    void a_move_whose_source_is_lost_is_not_called_failed() {
        wsa.onMove((pod, run) -> {
            run.say(Samples.progress(pod, "wsa", "wsb", MovePhase.MOVE_PHASE_FREEZE, 400, 412));
            Thread.sleep(60_000);
        });
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        await(() -> text("#card-anna .move-phase").equals("Frozen, sending the rest"));
        wsa.goAway();
        await(() -> text("#card-anna .panel-title").equals("Lost sight of the move to wsb"));
        wsb.put(ScriptedFleet.moved(anna));
        await(() -> shown("#column-wsb #card-anna .move-result"));
        assertEquals("Moved here from wsa", text("#card-anna .move-result"));
    }

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
        await(() -> shown("#screen-anna .move-panel"));
        wsa.endMove(anna.getManifest().getId(), true);
        wsb.put(ScriptedFleet.moved(anna));
        await(() -> window.getTitle().equals("anna on wsb"));
        await(() -> wsb.screensAsked().contains("anna"));
        robot.interact(window::toFront);
        WaitForAsyncUtils.sleep(1500, TimeUnit.MILLISECONDS);
        Screenshot.take(window, "screen");
    }

    @Test
    void the_theme_is_chosen_and_remembered() {
        robot.clickOn("#looks");
        await(() -> shown("#looks-DARK"));
        robot.clickOn("#looks-DARK");
        await(() -> Application.getUserAgentStylesheet().contains("dark"));
        assertEquals("DARK", Preferences.userNodeForPackage(BoardWindow.class).get("mode", ""));
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
    void a_column_that_is_away_says_why_nothing_can_be_dropped() {
        wsb.goAway();
        await(() -> text("#status-wsb").startsWith("Away"));
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> shown("#column-wsb .verdict"));
        assertEquals("wsb is away. It can take pods again once it is back.", text("#column-wsb .verdict-title"));
        robot.drop();
        await(() -> shown(".notification-bar"));
        assertFalse(shown("#card-anna .move-panel"));
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

    private void fill(String field, String text) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            if (node(field) instanceof TextInputControl input) {
                input.setText(text);
            }
        });
    }

    private void focus(String query) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> node(query).requestFocus());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private boolean isOnline(String name) {
        return text("#status-" + name).startsWith("Online");
    }

    private Node node(String query) {
        return robot.lookup(query).query();
    }

    private String text(String query) {
        return robot.lookup(query)
                .<Node>tryQuery()
                .filter(Labeled.class::isInstance)
                .map(label -> ((Labeled) label).getText())
                .orElse("");
    }

    private boolean shown(String query) {
        return robot.lookup(query).<Node>queryAll().stream().anyMatch(BoardTest::isTreeVisible);
    }

    private static boolean isTreeVisible(Node node) {
        for (var each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(20_000, condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within 60 seconds", e);
        }
    }
}
