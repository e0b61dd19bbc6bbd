package org.deskferry.app.board;

import static org.deskferry.proto.problem.Phrases.problem;
import static org.deskferry.proto.problem.Phrases.say;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.Screenshot;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.app.scripted.ScriptedMachine;
import org.deskferry.app.scripted.ScriptedWorkstation;
import org.deskferry.app.settings.Theme;
import org.deskferry.app.settings.View;
import org.deskferry.app.words.Language;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.Problem;
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

/**
 * The board's states in light and dark and in several sizes: no text that matters is cut off in any of them. Leaves a
 * picture of each in target/screens, which is as the one that was approved.
 */
@ExtendWith(Display.class)
final class ScreensTest {

    private static final int LARGEST = 3000;

    @TempDir
    Path temp;

    private final ScriptedFleet fleet = new ScriptedFleet();
    private final FxRobot robot = new FxRobot();
    private Stage stage;
    /** Until then the pod is on its way. */
    private final CountDownLatch seen = new CountDownLatch(1);

    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final List<Future<?>> pictures = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private String prefix = "";

    @BeforeEach
    void prepare() throws TimeoutException {
        stage = FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() throws Exception {
        for (var picture : pictures) {
            picture.get();
        }
        writer.shutdown();
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        fleet.close();
        // Those in target/screens are right: make approve-screens.
        assertEquals(List.of(), complaints);
    }

    @ParameterizedTest
    @CsvSource({
        "LIGHT,1280,720,14,ENGLISH",
        "DARK,1920,1080,14,ENGLISH",
        "DARK,1280,720,14,GERMAN",
        "LIGHT,1920,1080,14,GERMAN"
    })
    void nothing_is_cut_off(Theme theme, int width, int height, int size, Language language) throws TimeoutException {
        prefix = theme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + "x" + height + "-";
        open(theme, width, height, size, language);
        look("1-no-fleet", "#no-fleet #check-FLEET");
        prepareMachine();
        look("2-no-workstations", "#no-workstations #check-CERTIFICATE");
        var wsa = fleet.add("wsa");
        var wsb = fleet.add("wsb");
        look("3-empty", "#create-first-wsb");
        fill(wsa, wsb);
        await(() -> wsb.screensAsked().contains("reports"));
        await(() -> wsa.screensAsked().contains("ben"));
        look("4-pods", "#column-wsb #card-reports");
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(10, 20);
        look("5-drag", "#column-wsb .verdict-note");
        robot.moveTo("#card-ben").drop();
        refuse(wsb);
        robot.drag("#card-reports", MouseButton.PRIMARY).moveTo("#column-wsa").moveBy(10, 20);
        look("5-drag-hindered", "#column-wsa .verdict .help");
        robot.drop();
        look("6-refused", "#card-reports .trouble");
        hold(wsa);
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        look("7-moving", "#card-anna .move-phase");
        seen.countDown();
        await(() ->
                robot.lookup("#column-wsb #card-anna .move-result").tryQuery().isPresent());
        robot.clickOn("#card-reports .dismiss");
        look("8-moved", "#column-wsb #card-anna .move-result");
        // Without a window manager nobody gives the window its focus back after a drag.
        robot.interact(stage::requestFocus);
        robot.clickOn("#card-anna .card-name").type(KeyCode.I);
        look("9-details", "#details");
        robot.clickOn("#details-close").clickOn("#create-wsb");
        look("10-create", "#create-ok");
        robot.type(KeyCode.ESCAPE).clickOn("#card-ben .card-name").type(KeyCode.DELETE);
        look("11-destroy", "#destroy-ok");
        robot.type(KeyCode.ESCAPE).clickOn("#card-ben .card-name").type(KeyCode.M);
        look("12-menu", "#move-to-wsb");
        robot.type(KeyCode.ESCAPE).clickOn("#menu-ben");
        look("13-actions", "#menu-destroy");
        robot.type(KeyCode.ESCAPE).clickOn("#keys");
        look("14-keys", ".keys");
        robot.type(KeyCode.ESCAPE).clickOn("#settings");
        look("14-settings", "#settings-close");
        robot.type(KeyCode.ESCAPE).clickOn("#problems-wsb");
        look("15-problems", ".popover-help");
        robot.type(KeyCode.ESCAPE);
        wsa.put(Samples.suspended(Samples.pod("ben", 2, 3, "thunar", "Documents")));
        look("15-suspended", "#card-ben .chip");
        robot.clickOn("#card-ben .card-name").type(KeyCode.I);
        look("15-suspended-details", "#ports-text");
        robot.clickOn("#details-close").clickOn("#menu-ben");
        look("15-suspended-actions", "#menu-export");
        robot.clickOn("#menu-export");
        look("15-export", "#export-ok");
        robot.type(KeyCode.ESCAPE);
        wsa.rest().add(Samples.snapshot(Samples.pod("anna", 1, 4), "anna-before-lunch"));
        robot.clickOn("#column-menu-wsa").clickOn("#menu-snapshots");
        look("15-snapshots", "#snapshot-anna-before-lunch");
        robot.type(KeyCode.ESCAPE);
        wsa.goAway();
        look("16-away", "#column-wsa .absence");
        robot.drag("#card-reports", MouseButton.PRIMARY).moveTo("#column-wsa").moveBy(10, 20);
        look("17-drag-away", "#column-wsa .verdict");
        robot.drop();
        look("18-told", ".notification-bar");
    }

    private void open(Theme theme, int width, int height, int size, Language language) throws TimeoutException {
        fleet.setUnusable(Samples.problem(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                "fleet /home/user/.config/deskferry/fleet",
                "There is no fleet in this folder.",
                "Make one with 'deskferry fleet init', or set DESKFERRY_FLEET to the folder of yours."));
        FxToolkit.setupFixture(() -> {
            var _ = BoardWindow.open(
                    stage, fleet, new ScriptedFiles(), Chosen.in(temp, theme, size, language, View.BOARD));
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
        });
    }

    /** A workstation that its administrator has begun to set up. */
    private void prepareMachine() {
        var machine = new ScriptedMachine(temp.resolve("machine"));
        machine.put("fleet/fleet.pem", "");
        machine.put("fleet/members.conf", "");
        machine.install("desk-9");
        fleet.setMachine(machine);
        fleet.setUnusable();
    }

    private static void fill(ScriptedWorkstation wsa, ScriptedWorkstation wsb) {
        wsa.put(Samples.pod("anna", 1, 4, "xfce4-terminal", "counter.sh", "mousepad", "notes.txt *"));
        wsa.put(Samples.pod("ben", 2, 0, "thunar", "Documents"));
        wsb.addProblem(Samples.problem(
                ProblemKind.PROBLEM_KIND_NETWORK_MISSING,
                "cgroup limits",
                "This machine has no memory controller in its cgroup2 hierarchy, so pods run without a memory limit.",
                "Boot it with systemd.unified_cgroup_hierarchy=1."));
        wsb.put(Samples.pod(
                "reports",
                3,
                17,
                "firefox",
                "Quarterly numbers — an article with quite a long title — Mozilla Firefox",
                "soffice",
                "report-2026-final.odt — LibreOffice Writer",
                "xfce4-terminal",
                "make test",
                "mousepad",
                "todo.txt",
                "gimp",
                "logo.xcf"));
    }

    private static void refuse(ScriptedWorkstation workstation) {
        Problem[] problems = {
            problem(
                    ProblemKind.PROBLEM_KIND_DISK_FULL,
                    say("workstation {0}", "wsa"),
                    say(
                            "The move needs {0} of disk space in {1}, and {2} are free.",
                            "3.4 GB", "/var/lib/deskferry", "1.2 GB"),
                    say("Make room there, or choose another workstation.")),
            problem(
                    ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
                    say("program {0} (pid {1}, window \"{2}\")", "redis-server", 211, "Terminal - make test"),
                    say("It has {0} open, which cannot be moved.", say("an io_uring")),
                    say("End the program, or what it does with this, then move the pod."))
        };
        workstation.onCheck(_ -> Samples.hindered(problems));
        workstation.onMove((_, _) -> {
            throw Samples.refusal(problems);
        });
    }

    private void hold(ScriptedWorkstation workstation) {
        var works = fleet.working(30);
        workstation.onMove((pod, run) -> {
            run.say(Samples.progress(pod, "wsa", "wsb", MovePhase.MOVE_PHASE_COPY_LIVE, 182, 412));
            seen.await();
            works.move(pod, run);
        });
    }

    private void look(String name, String query) {
        await(() -> robot.lookup(query).<Node>queryAll().stream().anyMatch(Node::isVisible));
        // Time for animations, and for the pictures to come.
        WaitForAsyncUtils.sleep(250, TimeUnit.MILLISECONDS);
        if (isStill(name)) {
            Screenshot.compare(stage, prefix + name).ifPresent(complaints::add);
        } else {
            pictures.add(Screenshot.takeMeanwhile(stage, prefix + name, writer));
        }
        assertEquals(
                List.of(),
                WaitForAsyncUtils.waitForAsyncFx(
                        20_000, () -> cutOff(stage.getScene().getRoot())),
                name);
    }

    /** A card under the pointer is drawn by the display when that likes to, a workstation that is lost is so in several ways; the largest pictures are like the others. */
    private boolean isStill(String name) {
        return !name.contains("drag")
                && !name.endsWith("-away")
                && !name.endsWith("-told")
                && stage.getWidth() < LARGEST;
    }

    /** Visible labels that show less than their text, but for titles that programs chose. */
    private static List<String> cutOff(Node node) {
        var found = new ArrayList<String>();
        if (!node.isVisible() || node.getStyleClass().contains("program-title")) {
            return found;
        }
        if (node instanceof Labeled label
                && label.getText() != null
                && !label.getText().isBlank()) {
            label.getChildrenUnmodifiable().stream()
                    .filter(Text.class::isInstance)
                    .map(drawn -> ((Text) drawn).getText().replace("\n", ""))
                    .filter(drawn ->
                            !drawn.replace(" ", "").equals(label.getText().replace(" ", "")))
                    .forEach(drawn -> found.add(label.getText() + " -> " + drawn));
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(cutOff(child)));
        }
        return found;
    }

    private static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(20_000, condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within 60 seconds", e);
        }
    }
}
