package org.deskferry.app;

import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;
import org.deskferry.app.board.BoardWindow;
import org.deskferry.app.board.PodWindow;
import org.deskferry.app.fleet.FolderFleet;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.settings.Settings;

/**
 * The board of the fleet in the folder that {@code --fleet=DIR} names, or in the usual one; with {@code --pod=ID} only the window of
 * that pod.
 */
public final class BoardApplication extends Application {
    static final String FLEET = "--fleet=";
    static final String POD = "--pod=";

    @Override
    public void start(Stage stage) {
        var fleet = new FolderFleet(
                value(FLEET).map(Path::of).orElseGet(() -> FleetFolder.usual().path()));
        var pod = value(POD);
        if (pod.isPresent()) {
            PodWindow.open(stage, fleet, Settings.usual(), pod.get());
        } else {
            BoardWindow.open(stage, fleet);
        }
    }

    private Optional<String> value(String option) {
        return getParameters().getRaw().stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> argument.substring(option.length()))
                .findFirst();
    }
}
