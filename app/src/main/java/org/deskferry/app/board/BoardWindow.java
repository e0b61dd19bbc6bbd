package org.deskferry.app.board;

import java.util.Objects;
import java.util.prefs.Preferences;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.FleetSource;

/** The board in a window of its own. Made, shown and closed on the FX thread. */
public final class BoardWindow {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private BoardWindow() {}

    static String icon() {
        return Objects.requireNonNull(BoardWindow.class.getResource("icon.png")).toExternalForm();
    }

    /** Shows the fleet's board in {@code stage}; all it has begun ends when the stage is closed. Returns what it shows. */
    public static FleetModel open(Stage stage, FleetSource source) {
        return open(stage, source, new FileDialogs.Native());
    }

    static FleetModel open(Stage stage, FleetSource source, FileDialogs files) {
        var fleet = new FleetModel(source);
        var memory = Preferences.userNodeForPackage(BoardWindow.class);
        var appearance = new Appearance(memory);
        appearance.start();
        var choice = new ViewChoice(memory);
        choice.start();
        var board = new BoardView(fleet, appearance, choice, files);
        var scene = new Scene(board, WIDTH, HEIGHT);
        var dressed = appearance.dress(scene);
        stage.setTitle(Say.of("title"));
        stage.getIcons().add(new Image(icon()));
        stage.setScene(scene);
        stage.setMinWidth(480);
        stage.setMinHeight(360);
        stage.setOnHidden(_ -> {
            dressed.unsubscribe();
            board.stop();
            fleet.close();
        });
        stage.show();
        board.start();
        fleet.start();
        return fleet;
    }
}
