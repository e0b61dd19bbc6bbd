package org.deskferry.app;

import java.nio.file.Path;
import javafx.application.Application;
import javafx.stage.Stage;
import org.deskferry.app.board.BoardWindow;
import org.deskferry.app.fleet.FolderFleet;
import org.deskferry.app.identity.FleetFolder;

/** The board of the fleet in the folder that {@code --fleet=DIR} names, or in the usual one. */
public final class BoardApplication extends Application {
    static final String FLEET = "--fleet=";

    @Override
    public void start(Stage stage) {
        var folder = getParameters().getRaw().stream()
                .map(argument -> Path.of(argument.substring(FLEET.length())))
                .findFirst()
                .orElseGet(() -> FleetFolder.usual().path());
        BoardWindow.open(stage, new FolderFleet(folder));
    }
}
