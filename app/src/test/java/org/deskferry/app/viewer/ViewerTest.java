package org.deskferry.app.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.ImageCursor;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.app.scripted.ScriptedWorkstation;
import org.deskferry.app.scripted.XvncScreen;
import org.deskferry.proto.v1.DisplayAbsence.Reason;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The window before a real X server with a real program, behind workstations that speak the contract. */
@ExtendWith(Display.class)
final class ViewerTest {
    private static final int PAPER = 0xfff0e010;

    @TempDir
    Path temp;

    private final ScriptedFleet fleet = new ScriptedFleet();
    private final FxRobot robot = new FxRobot();
    private final Pod anna = Samples.pod("anna", 1, 4, "xterm", "sh");
    private XvncScreen screen;
    private final ScriptedWorkstation wsa = fleet.add("wsa");
    private final ScriptedWorkstation wsb = fleet.add("wsb");
    private Stage stage;
    private FleetModel model;
    private ViewerWindow window;

    @BeforeEach
    void open() throws Exception {
        screen = new XvncScreen(temp.resolve("screen"), "1280x800");
        wsa.put(anna);
        wsa.display().show(screen.socket());
        FxToolkit.registerPrimaryStage();
        stage = FxToolkit.registerStage(Stage::new);
        dress(new PrimerLight());
        model = onWindowThread(() -> new FleetModel(fleet));
        FxToolkit.setupFixture(model::start);
        await(() -> pods().findFirst().isPresent());
        window = openWindow();
        await(() -> window.isLive());
    }

    private static void dress(Theme theme) throws TimeoutException {
        FxToolkit.setupFixture(() -> Application.setUserAgentStylesheet(theme.getUserAgentStylesheet()));
    }

    private ViewerWindow openWindow() {
        return onWindowThread(() -> {
            var opened = new ViewerWindow(model, pods().findFirst().orElseThrow(), stage);
            stage.setX(0);
            stage.setY(0);
            opened.open(_ -> Subscription.EMPTY);
            return opened;
        });
    }

    private static <T> T onWindowThread(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, work);
    }

    private Stream<PodModel> pods() {
        return model.workstations().stream().flatMap(workstation -> workstation.pods().stream());
    }

    @AfterEach
    void close() throws Exception {
        robot.release(KeyCode.SHIFT, KeyCode.CONTROL);
        FxToolkit.setupFixture(() -> {
            stage.hide();
            model.close();
        });
        FxToolkit.cleanupStages();
        fleet.close();
        screen.close();
    }

    private void startTerminal(String... command) throws IOException {
        screen.startTerminal(command);
        await(() -> window.pixel(600, 500) == PAPER);
        robot.moveTo("#screen-anna");
        // The program has the keyboard once the pointer is there.
        WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
    }

    @Test
    void what_is_typed_arrives_in_the_program() throws IOException {
        var file = temp.resolve("typed");
        startTerminal("sh", "-c", "stty -echo; cat > " + file);
        robot.write("Dear anna").push(KeyCode.ENTER);
        awaitText(file, "Dear anna\n");
        robot.push(KeyCode.CONTROL, KeyCode.U).write("next").push(KeyCode.ENTER);
        awaitText(file, "Dear anna\nnext\n");
    }

    @Test
    void composed_characters_and_keys_without_one_arrive() throws IOException {
        var file = temp.resolve("typed");
        startTerminal("sh", "-c", "stty raw -echo; cat > " + file);
        // As a dead key, an input method and AltGr make them on this side.
        compose("é", "日本");
        typeWith(KeyCode.ALT_GRAPH, KeyCode.E, "€");
        robot.push(KeyCode.UP).push(KeyCode.F5).push(KeyCode.PAGE_DOWN).push(KeyCode.TAB);
        awaitText(file, "é日本€\u001b[A\u001b[15~\u001b[6~\t");
    }

    private void compose(String... texts) {
        for (var text : texts) {
            fire(KeyEvent.KEY_TYPED, text, KeyCode.UNDEFINED);
        }
    }

    private void typeWith(KeyCode modifier, KeyCode key, String text) {
        fire(KeyEvent.KEY_PRESSED, "", modifier);
        fire(KeyEvent.KEY_PRESSED, text, key);
        fire(KeyEvent.KEY_TYPED, text, KeyCode.UNDEFINED);
        fire(KeyEvent.KEY_RELEASED, text, key);
        fire(KeyEvent.KEY_RELEASED, "", modifier);
    }

    private void fire(javafx.event.EventType<KeyEvent> type, String text, KeyCode code) {
        robot.interact(() -> {
            var target = stage.getScene().getFocusOwner();
            target.fireEvent(
                    new KeyEvent(type, type == KeyEvent.KEY_TYPED ? text : "", text, code, false, false, false, false));
        });
    }

    @Test
    void pointer_and_wheel_arrive() throws IOException {
        var file = temp.resolve("mouse");
        startTerminal("sh", "-c", "stty raw -echo; printf '\\033[?1003h\\033[?1006h'; cat > " + file);
        robot.moveTo("#screen-anna").clickOn(javafx.scene.input.MouseButton.PRIMARY);
        robot.clickOn(javafx.scene.input.MouseButton.SECONDARY);
        robot.scroll(1, javafx.geometry.VerticalDirection.DOWN);
        await(() -> text(file).contains("[<0;")
                && text(file).contains("[<2;")
                && text(file).contains("[<65;"));
        await(() -> robot.lookup(".viewer-screen").query().getCursor() instanceof ImageCursor);
    }

    @Test
    void the_pods_screen_gets_the_windows_size_and_full_screen_leaves_by_f11_only() {
        robot.interact(() -> {
            stage.setWidth(900);
            stage.setHeight(700);
        });
        await(() -> remote().equals((int) stage.getScene().getWidth() + "x"
                + (int) stage.getScene().getHeight()));
        robot.push(KeyCode.F11);
        await(() -> stage.isFullScreen());
        robot.push(KeyCode.ESCAPE);
        WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
        assertTrue(stage.isFullScreen());
        await(() -> remote().equals((int) stage.getScene().getWidth() + "x"
                + (int) stage.getScene().getHeight()));
        robot.push(KeyCode.F11);
        await(() -> !stage.isFullScreen());
    }

    private String remote() {
        var image = ((javafx.scene.image.ImageView)
                        robot.lookup(".viewer-screen .image-view").query())
                .getImage();
        return (int) image.getWidth() + "x" + (int) image.getHeight();
    }

    @Test
    void a_move_dims_the_last_picture_and_goes_on_at_the_destination_with_what_was_typed_meanwhile() throws Exception {
        var file = temp.resolve("typed");
        startTerminal("sh", "-c", "stty -echo; cat > " + file);
        robot.write("before ");
        wsb.display().hide(Reason.REASON_ARRIVING, "");
        wsa.display().hide(Reason.REASON_MOVING, "wsb");
        await(() -> isShown(".viewer-veil"));
        assertEquals("Moving to wsb: standing still", line());
        assertEquals(PAPER, window.pixel(600, 500));
        robot.write("meanwhile ");
        shot("moving");
        wsb.display().show(screen.socket());
        await(() -> !isShown(".viewer-veil"));
        wsa.display().hide(Reason.REASON_GONE, "wsb");
        robot.write("after").push(KeyCode.ENTER);
        awaitText(file, "before meanwhile after\n");
        assertEquals(0, wsa.display().connected());
        assertEquals(1, wsb.display().connected());
    }

    @Test
    void a_move_that_is_rolled_back_goes_on_at_the_source() throws Exception {
        var file = temp.resolve("typed");
        startTerminal("sh", "-c", "stty -echo; cat > " + file);
        wsa.display().hide(Reason.REASON_MOVING, "wsb");
        await(() -> isShown(".viewer-veil"));
        robot.write("still here");
        wsb.display().hide(Reason.REASON_GONE, "");
        wsa.display().show(screen.socket());
        await(() -> !isShown(".viewer-veil"));
        robot.push(KeyCode.ENTER);
        awaitText(file, "still here\n");
    }

    @Test
    void a_workstation_that_is_lost_and_comes_back_is_said_and_found_again() throws Exception {
        var file = temp.resolve("typed");
        startTerminal("sh", "-c", "stty -echo; cat > " + file);
        wsa.goAway();
        await(() -> isShown("#viewer-box"));
        assertTrue(words().contains("Trying again"), this::words);
        shot("lost");
        dress(new PrimerDark());
        shot("lost-dark");
        robot.write("nobody hears this");
        wsa.comeBack();
        await(() -> !isShown("#viewer-box"));
        await(() -> window.isLive());
        robot.write("back").push(KeyCode.ENTER);
        awaitText(file, "back\n");
    }

    @Test
    void a_suspended_pod_is_resumed_from_its_window() {
        wsa.put(anna.toBuilder().setState(PodState.POD_STATE_SUSPENDED).build());
        wsa.display().hide(Reason.REASON_SUSPENDED, "");
        await(() -> isShown("#viewer-box"));
        assertTrue(words().contains("anna is suspended"), this::words);
        shot("suspended");
        wsa.display().show(screen.socket());
        await(() -> window.isLive());
    }

    @Test
    void texts_are_copied_and_pasted() throws Exception {
        var theirs = "Grüße";
        startTerminal("sh", "-c", "printf '\\033]52;c;%s\\a' R3LDvMOfZQ==; sleep 1000");
        await(() -> theirs.equals(Clipboard.getSystemClipboard().getString()));

        var heard = temp.resolve("heard");
        robot.interact(() -> {
            var content = new ClipboardContent();
            content.putString("Zurück");
            Clipboard.getSystemClipboard().setContent(content);
            window.close();
        });
        window = openWindow();
        screen.startTerminal(
                "sh",
                "-c",
                "stty raw -echo; while true; do printf '\\033]52;c;?\\a'; sleep 0.3; done & cat > " + heard);
        await(() -> text(heard).contains("WnVyw7xjaw=="));
    }

    @Test
    void the_bar_is_reached_by_keyboard_and_presses_keys_of_this_desktop() throws Exception {
        var file = temp.resolve("typed");
        startTerminal("sh", "-c", "stty raw -echo; cat > " + file);
        robot.push(KeyCode.SHIFT, KeyCode.F11);
        await(() -> isShown("#viewer-bar"));
        shot("bar");
        dress(new PrimerDark());
        shot("bar-dark");
        robot.push(KeyCode.SPACE);
        await(() -> robot.lookup("#viewer-key-f11").tryQuery().isPresent());
        robot.clickOn("#viewer-key-f11");
        awaitText(file, "\u001b[23~");
        robot.write("x");
        awaitText(file, "\u001b[23~x");
    }

    @Test
    void a_server_that_talks_nonsense_is_said_to_and_tried_again() throws Exception {
        wsa.display().hide(Reason.REASON_STANDS_STILL, "");
        await(() -> line().startsWith("Stands still"));
        var socket = temp.resolve("nonsense");
        try (var server = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            server.bind(java.net.UnixDomainSocketAddress.of(socket));
            Thread.ofPlatform().daemon().start(() -> talkNonsense(server));
            wsa.display().show(socket);
            await(() -> words().contains("does not speak RFB"));
        }
        wsa.display().hide(Reason.REASON_STANDS_STILL, "");
        wsa.display().show(screen.socket());
        await(() -> window.isLive());
    }

    private static void talkNonsense(java.nio.channels.ServerSocketChannel server) {
        try {
            while (true) {
                var client = server.accept();
                client.write(java.nio.ByteBuffer.wrap(
                        "HTTP/1.1 200 OK\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            }
        } catch (IOException over) {
            // The test has ended.
        }
    }

    private boolean isShown(String query) {
        return robot.lookup(query).<Node>tryQuery().filter(Node::isVisible).isPresent();
    }

    private String line() {
        return ((Label) robot.lookup("#viewer-line").query()).getText();
    }

    private String words() {
        return robot.lookup("#viewer-box")
                .<Node>tryQuery()
                .map(Node::getAccessibleText)
                .orElse("");
    }

    private void shot(String name) {
        // Drawn with the next pulse.
        WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
        org.deskferry.app.scripted.Screenshot.take(stage, "viewer-" + name);
    }

    private static void awaitText(Path file, String expected) {
        try {
            await(() -> text(file).equals(expected));
        } catch (AssertionError e) {
            throw new AssertionError("not '" + expected + "' but '" + text(file) + "'", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(10_000, condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within 20 seconds", e);
        }
    }
}
