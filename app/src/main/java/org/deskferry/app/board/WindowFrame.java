package org.deskferry.app.board;

import java.util.Optional;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.deskferry.app.settings.Frame;
import org.deskferry.app.settings.Settings;

/** Where the window is and how large; the next one opens there. */
final class WindowFrame {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private final Stage stage;
    private final Settings settings;
    // As it is while it is not maximized.
    private Optional<Frame> plain = Optional.empty();

    WindowFrame(Stage stage, Settings settings) {
        this.stage = stage;
        this.settings = settings;
    }

    void open(Scene scene) {
        stage.setScene(scene);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        settings.window().get().filter(WindowFrame::isOnScreen).ifPresent(this::place);
        stage.xProperty().subscribe(_ -> look());
        stage.yProperty().subscribe(_ -> look());
        stage.widthProperty().subscribe(_ -> look());
        stage.heightProperty().subscribe(_ -> look());
        stage.addEventHandler(WindowEvent.WINDOW_HIDING, _ -> keep());
    }

    private void place(Frame frame) {
        stage.setX(frame.x());
        stage.setY(frame.y());
        stage.setWidth(frame.width());
        stage.setHeight(frame.height());
        stage.setMaximized(frame.maximized());
    }

    /** The screen it was on may be gone. */
    private static boolean isOnScreen(Frame frame) {
        return !Screen.getScreensForRectangle(frame.x(), frame.y(), frame.width(), frame.height())
                .isEmpty();
    }

    private void look() {
        if (stage.isShowing() && !stage.isMaximized() && !stage.isFullScreen()) {
            plain = Optional.of(new Frame(
                    (int) stage.getWidth(), (int) stage.getHeight(), (int) stage.getX(), (int) stage.getY(), false));
        }
    }

    private void keep() {
        plain.or(() -> settings.window().get())
                .map(was -> new Frame(was.width(), was.height(), was.x(), was.y(), stage.isMaximized()))
                .filter(now -> !settings.window().get().equals(Optional.of(now)))
                .ifPresent(now -> settings.choose(settings.window(), Optional.of(now)));
    }
}
