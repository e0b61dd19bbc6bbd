package org.deskferry.app.board;

import java.util.Optional;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.viewer.ViewerWindow;
import org.deskferry.app.words.Language;

/** The window of one pod, without the board. Made, shown and closed on the FX thread. */
public final class PodWindow {
    private PodWindow() {}

    /** Shows the pod in {@code stage} as soon as a workstation has told of it; all that this has begun ends when that is closed. */
    public static FleetModel open(Stage stage, FleetSource source, Settings settings, String podId) {
        settings.load();
        settings.language().get().orElseGet(Language::ofSystem).speak();
        var fleet = new FleetModel(source);
        var appearance = new Appearance(settings);
        appearance.start();
        stage.getIcons().add(new Image(BoardWindow.icon()));
        stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> fleet.close());
        fleet.podCountProperty()
                .subscribe(_ -> find(fleet, podId)
                        .filter(_ -> !stage.isShowing())
                        .ifPresent(pod -> new ViewerWindow(fleet, pod, stage).open(appearance::dress)));
        fleet.start();
        return fleet;
    }

    private static Optional<PodModel> find(FleetModel fleet, String podId) {
        return fleet.workstations().stream()
                .flatMap(workstation -> workstation.pods().stream())
                .filter(pod -> pod.id().equals(podId))
                .findFirst();
    }
}
