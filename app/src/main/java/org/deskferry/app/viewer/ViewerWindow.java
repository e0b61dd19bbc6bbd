package org.deskferry.app.viewer;

import java.util.Objects;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.rfb.Area;
import org.deskferry.app.rfb.Canvas;
import org.deskferry.app.rfb.Listener;
import org.deskferry.app.rfb.Pointer;

/** A window to work in a pod. It follows the pod to wherever that goes, until it is closed; then it is of no more use. FX thread only. */
public final class ViewerWindow {
    private static final String SHEET =
            Objects.requireNonNull(ViewerWindow.class.getResource("viewer.css")).toExternalForm();
    /** While a window is drawn larger, the pod's screen is not resized at each step. */
    private static final Duration CALM = Duration.millis(150);

    private static final double EDGE = 3;

    private final FleetModel fleet;
    private final PodModel pod;
    private final Stage stage;
    private final Hands hands = new Hands();
    private final Keyboard keyboard = new Keyboard(hands);
    private final Picture picture = new Picture(Platform::runLater);
    private final SystemClipboard clipboard = new SystemClipboard(hands);
    private final ScreenPane screen = new ScreenPane(hands, keyboard, picture);
    private final StandingView standing;
    private final TopBar bar;
    private final PauseTransition calm = new PauseTransition(CALM);
    private volatile Standing now = new Standing.Connecting();
    private Subscription following = Subscription.EMPTY;

    /** {@code stage}: not shown yet. */
    public ViewerWindow(FleetModel fleet, PodModel pod, Stage stage) {
        this.fleet = fleet;
        this.pod = pod;
        this.stage = stage;
        this.standing = new StandingView(pod, this::resume, stage::close);
        this.bar = new TopBar(keyboard, this::toggleFullScreen, stage::close, screen::requestFocus);
    }

    /** Opens it, or brings it to the front. {@code dress}: how windows of this app look. */
    public void open(Function<Scene, Subscription> dress) {
        if (stage.isShowing()) {
            stage.toFront();
            stage.requestFocus();
            return;
        }
        var size = pod.pod().getManifest().getGeometry();
        var scene =
                new Scene(content(), Math.clamp(size.getWidth(), 640, 1280), Math.clamp(size.getHeight(), 400, 800));
        scene.getStylesheets().add(SHEET);
        stage.setScene(scene);
        stage.setMinWidth(320);
        stage.setMinHeight(240);
        // Escape belongs to the pod.
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setFullScreenExitHint("");
        follow(dress.apply(scene));
        stage.show();
        screen.requestFocus();
        resizeSoon();
        bar.appear();
    }

    /** As {@link #open}, on the whole screen. */
    public void openFullScreen(Function<Scene, Subscription> dress) {
        open(dress);
        stage.setFullScreen(true);
    }

    public boolean isOpen() {
        return stage.isShowing();
    }

    /** Closes it; the pod goes on. */
    public void close() {
        stage.close();
    }

    private StackPane content() {
        var content = new StackPane(screen, standing, bar);
        content.setId("screen-" + pod.name());
        content.getStyleClass().add("viewer");
        StackPane.setAlignment(bar, Pos.TOP_CENTER);
        content.addEventFilter(KeyEvent.KEY_PRESSED, this::ownKey);
        content.addEventFilter(MouseEvent.MOUSE_MOVED, event -> {
            if (event.getY() < EDGE) {
                bar.appear();
            }
        });
        screen.widthProperty().subscribe(_ -> resizeSoon());
        screen.heightProperty().subscribe(_ -> resizeSoon());
        calm.setOnFinished(_ -> screen.resizeRemote());
        var known = pod.pictureProperty().get();
        if (known != null) {
            screen.showMeanwhile(known);
        }
        return content;
    }

    private void follow(Subscription dressed) {
        var follower = new Follower(
                pod.id(),
                pod.name(),
                fleet.tunnels(),
                hands,
                new Painter(),
                said -> Platform.runLater(() -> show(said)));
        show(now);
        following = Subscription.combine(
                dressed,
                follower::close,
                pod.homeProperty().subscribe(home -> {
                    follower.seenAt(home.name());
                    showTitle();
                }),
                pod.moveProperty().subscribe(_ -> show(now)),
                stage.fullScreenProperty().subscribe(bar::showFullScreen),
                stage.outputScaleXProperty().subscribe(_ -> resizeSoon()),
                stage.focusedProperty().subscribe(this::focused));
        stage.setOnHidden(_ -> following.unsubscribe());
        Thread.ofVirtual().name("follow-" + pod.name()).start(follower);
    }

    private void showTitle() {
        var title = Say.of("title", pod.name(), pod.home().name());
        stage.setTitle(title);
        bar.setTitle(title);
        screen.setAccessibleText(Say.of("accessible", pod.name(), pod.home().name()));
    }

    private void show(Standing said) {
        now = said;
        standing.show(said);
        if (said instanceof Standing.Live) {
            screen.requestFocus();
        }
    }

    private void focused(boolean has) {
        if (has) {
            clipboard.bring();
        } else {
            screen.letGo();
        }
    }

    private void resizeSoon() {
        calm.playFromStart();
    }

    /** The few that are not the pod's: F11, and with Shift the bar. */
    private void ownKey(KeyEvent key) {
        if (key.getCode() == KeyCode.F11 && !key.isControlDown() && !key.isAltDown() && !key.isMetaDown()) {
            key.consume();
            if (key.isShiftDown()) {
                bar.call();
            } else {
                toggleFullScreen();
            }
        }
    }

    private void toggleFullScreen() {
        stage.setFullScreen(!stage.isFullScreen());
        screen.requestFocus();
        bar.appear();
    }

    private void resume() {
        fleet.rests().resume(pod, _ -> {});
    }

    /** Whether what is done here is done in the pod at the moment; on any thread. */
    public boolean isLive() {
        return now instanceof Standing.Live;
    }

    /** How many pictures of the pod's screen it has shown; on any thread. */
    public long frames() {
        return picture.frames();
    }

    /** The colour of a pixel as it was last told, 0xAARRGGBB; on any thread. */
    int pixel(int x, int y) {
        return picture.pixel(x, y);
    }

    /** What a session brings, on its thread. */
    private final class Painter implements Listener {
        @Override
        public void sized(Canvas canvas) {
            // What was shown stays until there is something else.
        }

        @Override
        public void painted(Canvas canvas, Area area) {
            picture.paint(canvas, area);
        }

        @Override
        public void pointed(Pointer pointer) {
            Platform.runLater(() -> screen.show(pointer));
        }

        @Override
        public void copied(String text) {
            Platform.runLater(() -> clipboard.take(text));
        }

        @Override
        public void rang() {
            // A window has no bell that would not ring for all of them.
        }
    }
}
