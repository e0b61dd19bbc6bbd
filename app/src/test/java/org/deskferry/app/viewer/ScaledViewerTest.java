package org.deskferry.app.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.app.scripted.XvncScreen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The window on a display whose things are drawn twice as large: each pixel of the pod is four of this display's, and nothing between. */
@Tag("scale-2")
@ExtendWith(Display.class)
final class ScaledViewerTest {
    private static final int SCALE = 2;
    private static final int PAPER = 0xfff0e010;
    private static final int INK = 0xff000080;

    @TempDir
    Path temp;

    private final ScriptedFleet fleet = new ScriptedFleet();
    private final FxRobot robot = new FxRobot();
    private XvncScreen screen;
    private Stage stage;
    private FleetModel model;
    private ViewerWindow window;

    @BeforeEach
    void open() throws Exception {
        screen = new XvncScreen(temp.resolve("screen"), "1280x800");
        var wsa = fleet.add("wsa");
        wsa.put(Samples.pod("anna", 1, 4, "xterm", "sh"));
        wsa.display().show(screen.socket());
        FxToolkit.registerPrimaryStage();
        stage = FxToolkit.registerStage(Stage::new);
        model = onWindowThread(() -> new FleetModel(fleet));
        FxToolkit.setupFixture(model::start);
        await(() -> pods().findFirst().isPresent());
        window = onWindowThread(() -> {
            var opened = new ViewerWindow(model, pods().findFirst().orElseThrow(), stage);
            stage.setX(0);
            stage.setY(0);
            opened.open(_ -> Subscription.EMPTY);
            return opened;
        });
        await(window::isLive);
        assertEquals(SCALE, stage.getOutputScaleX());
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(() -> {
            stage.hide();
            model.close();
        });
        FxToolkit.cleanupStages();
        fleet.close();
        screen.close();
    }

    @Test
    void the_display_shows_each_pixel_of_the_pod_as_a_square_and_no_other_colours() throws Exception {
        start("sh", "-c", "stty -echo; ls -l /usr/bin | head -40; printf '\\033[?25l'; sleep 1000");
        await(() -> inks() > 2000);
        await(() -> !robot.lookup("#viewer-bar").query().isVisible());
        WaitForAsyncUtils.sleep(500, TimeUnit.MILLISECONDS);
        var place = place();
        var shown = onWindowThread(() -> new Robot()
                .getScreenCapture(
                        null,
                        new Rectangle2D(place.getMinX(), place.getMinY(), place.getWidth(), place.getHeight()),
                        false));
        assertEquals(SCALE * place.getWidth(), shown.getWidth());
        assertEquals("", firstDifference(shown));
    }

    @Test
    void a_click_is_where_it_was_made() throws Exception {
        var file = temp.resolve("mouse");
        // SGR-Pixels: what is pressed, and at which pixel within the terminal's border of one, from 1 on.
        start("sh", "-c", "stty raw -echo; printf '\\033[?1000h\\033[?1016h'; cat > " + file);
        var place = place();
        for (double part : new double[] {0, 0.5}) {
            robot.moveTo(place.getMinX() + 301 + part, place.getMinY() + 202 + part)
                    .clickOn(MouseButton.PRIMARY);
        }
        var click = "\u001b[<0;301;202M\u001b[<0;301;202m";
        await(() -> Files.exists(file) && Files.readString(file).length() >= 2 * click.length());
        assertEquals(click + click, Files.readString(file));
    }

    private void start(String... command) throws IOException {
        screen.startTerminal(command);
        await(() -> window.pixel(600, 500) == PAPER);
        robot.moveTo("#screen-anna");
        // The program has the keyboard once the pointer is there.
        WaitForAsyncUtils.sleep(500, TimeUnit.MILLISECONDS);
    }

    private Bounds place() {
        return onWindowThread(() -> {
            var view = robot.lookup(".viewer-screen .image-view").query();
            return view.localToScreen(view.getLayoutBounds());
        });
    }

    private long inks() {
        return Stream.iterate(0, y -> y < 800, y -> y + 1)
                .mapToLong(y -> Stream.iterate(0, x -> x < 1280, x -> x + 1)
                        .filter(x -> window.pixel(x, y) == INK)
                        .count())
                .sum();
    }

    private String firstDifference(Image shown) {
        var reader = shown.getPixelReader();
        for (int y = 0; y < shown.getHeight(); y++) {
            for (int x = 0; x < shown.getWidth(); x++) {
                if (reader.getArgb(x, y) != window.pixel(x / SCALE, y / SCALE)) {
                    return "%d,%d: %08x instead of %08x"
                            .formatted(x, y, reader.getArgb(x, y), window.pixel(x / SCALE, y / SCALE));
                }
            }
        }
        return "";
    }

    private Stream<PodModel> pods() {
        return model.workstations().stream().flatMap(workstation -> workstation.pods().stream());
    }

    private static <T> T onWindowThread(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, work);
    }

    private static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(10_000, condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within 20 seconds", e);
        }
    }
}
