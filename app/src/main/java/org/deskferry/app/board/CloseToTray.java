package org.deskferry.app.board;

import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Closing the window ends the app, or leaves it in the tray. FX thread only. */
final class CloseToTray {
    private final Stage stage;
    private boolean isInTray;
    // What that is otherwise: in tests the app does not end with its window.
    private boolean endsWithLastWindow;
    private Runnable end = () -> {};

    CloseToTray(Stage stage) {
        this.stage = stage;
    }

    /** {@code stays}: whether the app stays when the window is closed, rather than {@code end}. */
    void open(BooleanSupplier stays, Runnable end) {
        this.end = end;
        stage.setOnCloseRequest(close -> {
            if (stays.getAsBoolean()) {
                close.consume();
                hide();
            }
        });
        stage.setOnHidden(_ -> {
            if (!isInTray) {
                end.run();
            }
        });
        stage.setOnShown(_ -> comeBack());
    }

    private void hide() {
        isInTray = true;
        endsWithLastWindow = Platform.isImplicitExit();
        Platform.setImplicitExit(false);
        stage.hide();
    }

    private void comeBack() {
        if (isInTray) {
            isInTray = false;
            Platform.setImplicitExit(endsWithLastWindow);
        }
    }

    /** Ends the app, whether its window is there or not. */
    void end() {
        if (isInTray) {
            end.run();
            comeBack();
        } else {
            stage.hide();
        }
    }
}
