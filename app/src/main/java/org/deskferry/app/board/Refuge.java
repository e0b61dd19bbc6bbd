package org.deskferry.app.board;

import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Where the app goes when its window is closed and it is to stay. FX thread only. */
final class Refuge {
    private final Stage stage;
    private boolean isTaken;
    // What that is without a refuge: in tests the app does not end with its window.
    private boolean endsWithLastWindow;
    private Runnable end = () -> {};

    Refuge(Stage stage) {
        this.stage = stage;
    }

    /** {@code stays}: whether the app stays when the window is closed, rather than {@code end}. */
    void open(BooleanSupplier stays, Runnable end) {
        this.end = end;
        stage.setOnCloseRequest(close -> {
            if (stays.getAsBoolean()) {
                close.consume();
                take();
            }
        });
        stage.setOnHidden(_ -> {
            if (!isTaken) {
                end.run();
            }
        });
        stage.setOnShown(_ -> leave());
    }

    private void take() {
        isTaken = true;
        endsWithLastWindow = Platform.isImplicitExit();
        Platform.setImplicitExit(false);
        stage.hide();
    }

    private void leave() {
        if (isTaken) {
            isTaken = false;
            Platform.setImplicitExit(endsWithLastWindow);
        }
    }

    /** Ends the app, whether its window is there or not. */
    void end() {
        if (isTaken) {
            end.run();
            leave();
        } else {
            stage.hide();
        }
    }
}
