package org.deskferry.lab;

import java.time.Duration;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.deskferry.app.board.BoardWindow;
import org.deskferry.app.fleet.FleetModel;

/** The app's window at a workstation that its user's pod moves to and leaves again. The settings say {@code follow-me=window}. */
final class ArrivalTrial implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** The board looks once a second for what arrives. */
    private static final Duration LOOKED = Duration.ofMillis(2500);

    private final LabPod pod;
    private final Stage stage;

    private ArrivalTrial(LabPod pod, Stage stage) {
        this.pod = pod;
        this.stage = stage;
    }

    /** Opens the board as it is at {@code here}, where the pod is not, and waits until it knows the pod. */
    static ArrivalTrial begin(Lab lab, LabPod pod, Workstation here) {
        var stage = Typist.onWindowThread(Stage::new);
        var fleet = Typist.onWindowThread(
                () -> BoardWindow.open(stage, LabFleet.of(lab).seenFrom(here)));
        Eventually.that("the board shows the pod", LIMIT, () -> Typist.onWindowThread(() -> knows(fleet)));
        Eventually.pause(LOOKED);
        return new ArrivalTrial(pod, stage);
    }

    private static boolean knows(FleetModel fleet) {
        return fleet.workstations().stream()
                .anyMatch(workstation -> !workstation.pods().isEmpty());
    }

    void awaitWindow() {
        Eventually.that("the pod has opened by itself", LIMIT, this::isOpen);
    }

    void awaitNoWindow() {
        Eventually.that("its window has closed by itself", LIMIT, () -> !isOpen());
    }

    boolean isOpen() {
        return Typist.onWindowThread(() -> Window.getWindows().stream()
                .anyMatch(window -> ("screen-" + pod.name())
                        .equals(window.getScene().getRoot().getId())));
    }

    @Override
    public void close() {
        Typist.onWindowThread(() -> {
            stage.hide();
            return true;
        });
    }
}
