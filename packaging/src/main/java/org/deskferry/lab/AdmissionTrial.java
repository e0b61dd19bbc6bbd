package org.deskferry.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.deskferry.app.board.BoardWindow;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.FleetState;
import org.deskferry.app.fleet.FolderFleet;
import org.deskferry.app.fleet.Reach;

/**
 * The app's window takes in a workstation that it finds on the LAN, by the keyboard alone. To be run at the desk of a lab, on the display that DISPLAY names.
 */
public final class AdmissionTrial {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Stage stage;
    private final FleetModel fleet;

    private AdmissionTrial(Stage stage, FleetModel fleet) {
        this.stage = stage;
        this.fleet = fleet;
    }

    /** {@code arguments}: the project's folder "packaging", the lab's folder, the workstation, the code that it shows. */
    public static void main(String[] arguments) {
        var started = new CompletableFuture<Boolean>();
        Platform.startup(() -> started.complete(true));
        started.join();
        try {
            var stage = Typist.onWindowThread(Stage::new);
            var source = new FolderFleet(Path.of(arguments[1], "fleet"));
            var fleet = Typist.onWindowThread(() -> BoardWindow.open(stage, source));
            new AdmissionTrial(stage, fleet).run(arguments[2], arguments[3]);
            System.out.println("admission: " + arguments[2] + " is online");
        } finally {
            Platform.exit();
        }
    }

    private void run(String workstation, String code) {
        Eventually.that("the window has the keyboard", LIMIT, () -> Typist.onWindowThread(stage::isFocused));
        Eventually.that(
                "the fleet is known",
                LIMIT,
                () -> Typist.onWindowThread(() -> fleet.stateProperty().get() instanceof FleetState.Ready));
        Typist.press(KeyCode.CONTROL, KeyCode.N);
        Eventually.that("a neighbour", LIMIT, () -> Typist.onWindowThread(this::hasNeighbour));
        awaitFocus("admission-address");
        Typist.press(KeyCode.SHIFT, KeyCode.TAB);
        awaitFocus("neighbours");
        Typist.press(KeyCode.DOWN);
        Typist.press(KeyCode.ENTER);
        awaitFocus("admission-code");
        // It was a member before: that it is to be replaced has to be said.
        Typist.press(KeyCode.SHIFT, KeyCode.TAB);
        awaitFocus("admission-replace");
        Typist.press(KeyCode.SPACE);
        Typist.press(KeyCode.TAB);
        awaitFocus("admission-code");
        code.chars().filter(Character::isDigit).forEach(digit -> Typist.type((char) digit));
        Typist.press(KeyCode.ENTER);
        Eventually.that("it is online", LIMIT, () -> Typist.onWindowThread(() -> isOnline(workstation)));
    }

    private boolean hasNeighbour() {
        return stage.getScene().lookup("#neighbours") instanceof ListView<?> list
                && !list.getItems().isEmpty();
    }

    private void awaitFocus(String id) {
        Eventually.that(
                "the keyboard is at " + id,
                LIMIT,
                () -> Typist.onWindowThread(() -> {
                    var owner = stage.getScene().getFocusOwner();
                    return owner != null && id.equals(owner.getId());
                }));
    }

    private boolean isOnline(String name) {
        return fleet.workstations().stream()
                .anyMatch(
                        workstation -> workstation.name().equals(name) && workstation.reach() instanceof Reach.Online);
    }
}
