package org.deskferry.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.deskferry.app.board.BoardWindow;
import org.deskferry.app.board.PodWindow;
import org.deskferry.app.fleet.FolderFleet;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.session.OnlyWindow;
import org.deskferry.app.session.SessionBus;
import org.deskferry.app.settings.Settings;

/**
 * The board of the fleet in the folder that {@code --fleet=DIR} names, or in the usual one; with {@code --pod=ID} only the window of
 * that pod. A desktop session has one board of a fleet: where it is open already, it is shown, and this ends.
 */
public final class BoardApplication extends Application {
    static final String FLEET = "--fleet=";
    static final String POD = "--pod=";

    private static final int RAISE_SECONDS = 5;

    private Optional<SessionBus> bus = Optional.empty();

    @Override
    public void start(Stage stage) {
        var folder =
                value(FLEET).map(Path::of).orElseGet(() -> FleetFolder.usual().path());
        var fleet = new FolderFleet(folder);
        var pod = value(POD);
        if (pod.isPresent()) {
            PodWindow.open(stage, fleet, Settings.usual(), pod.get());
            return;
        }
        bus = SessionBus.connect();
        if (bus.filter(desktop -> !OnlyWindow.isHere(desktop, folder, () -> raise(stage)))
                .isPresent()) {
            Platform.exit();
            return;
        }
        BoardWindow.open(stage, fleet, bus);
    }

    /** From a thread of the bus, which tells whoever asks if the window does not come. */
    private static void raise(Stage stage) {
        var raised = new CompletableFuture<Boolean>();
        Platform.runLater(() -> {
            BoardWindow.raise(stage);
            raised.complete(true);
        });
        raised.orTimeout(RAISE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void stop() {
        bus.ifPresent(SessionBus::close);
    }

    private Optional<String> value(String option) {
        return getParameters().getRaw().stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> argument.substring(option.length()))
                .findFirst();
    }
}
