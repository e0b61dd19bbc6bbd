package org.deskferry.app.board;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.viewer.ViewerWindow;

/** The windows of pods that were opened from the board's, one a pod. They end with it. */
final class Screens {
    private final FleetModel fleet;
    private final Appearance appearance;
    private final Map<PodModel, ViewerWindow> windows = new WeakHashMap<>();

    Screens(FleetModel fleet, Appearance appearance) {
        this.fleet = fleet;
        this.appearance = appearance;
    }

    void open(PodModel pod, Window board) {
        windows.compute(pod, (_, known) -> known != null && known.isOpen() ? known : window(pod, board))
                .open(appearance::dress);
    }

    /** One of its own, not over the board. */
    private ViewerWindow window(PodModel pod, Window board) {
        var stage = new Stage();
        if (board instanceof Stage other) {
            stage.getIcons().setAll(other.getIcons());
        }
        return new ViewerWindow(fleet, pod, stage);
    }

    void close() {
        List.copyOf(windows.values()).forEach(ViewerWindow::close);
    }
}
