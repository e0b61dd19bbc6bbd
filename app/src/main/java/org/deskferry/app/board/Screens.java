package org.deskferry.app.board;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.viewer.ViewerWindow;

/** The windows of pods that were opened from the board's, one a pod: by its id, as its model ends where nobody has the pod for an instant. They end with the board. */
final class Screens {
    private final FleetModel fleet;
    private final Appearance appearance;
    private final Map<String, ViewerWindow> windows = new HashMap<>();

    Screens(FleetModel fleet, Appearance appearance) {
        this.fleet = fleet;
        this.appearance = appearance;
    }

    void open(PodModel pod) {
        window(pod).open(appearance::dress);
    }

    void openFullScreen(PodModel pod) {
        window(pod).openFullScreen(appearance::dress);
    }

    boolean isOpen(PodModel pod) {
        return Optional.ofNullable(windows.get(pod.id()))
                .filter(ViewerWindow::isOpen)
                .isPresent();
    }

    void close(PodModel pod) {
        Optional.ofNullable(windows.get(pod.id())).ifPresent(ViewerWindow::close);
    }

    /** One of its own, not over the board. */
    private ViewerWindow window(PodModel pod) {
        windows.values().removeIf(window -> !window.isOpen());
        return windows.compute(pod.id(), (_, known) -> known != null && known.isOpen() ? known : fresh(pod));
    }

    private ViewerWindow fresh(PodModel pod) {
        var stage = new Stage();
        stage.getIcons().setAll(new Image(BoardWindow.icon()));
        return new ViewerWindow(fleet, pod, stage);
    }

    void close() {
        List.copyOf(windows.values()).forEach(ViewerWindow::close);
    }
}
