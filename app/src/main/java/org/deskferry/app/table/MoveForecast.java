package org.deskferry.app.table;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.Obstacle;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.app.parts.Nodes;

/** What each of some pods would meet on its way to a workstation. Of many only the first are asked for. */
final class MoveForecast extends VBox {
    private static final int MOST = 12;

    private final FleetModel fleet;
    private final List<PodModel> pods;
    private Subscription outlooks = Subscription.EMPTY;

    MoveForecast(FleetModel fleet, List<PodModel> pods) {
        this.fleet = fleet;
        this.pods = pods;
        getStyleClass().add("forecast");
        pods.stream().limit(MOST).forEach(pod -> getChildren().add(Nodes.wrapped(pod.name(), "forecast-pod")));
        more();
    }

    void show(WorkstationModel destination) {
        close();
        getChildren().clear();
        pods.stream().limit(MOST).forEach(pod -> show(pod, destination));
        more();
    }

    /** Nobody waits for the answers any more. */
    void close() {
        outlooks.unsubscribe();
        outlooks = Subscription.EMPTY;
    }

    private void more() {
        if (pods.size() > MOST) {
            getChildren().add(Nodes.wrapped(Say.of("move.more", pods.size() - MOST), "field-hint"));
        }
    }

    private void show(PodModel pod, WorkstationModel destination) {
        var line = new Label();
        line.setWrapText(true);
        line.getStyleClass().add("forecast-pod");
        getChildren().add(line);
        var obstacle = Obstacle.between(pod, destination);
        if (obstacle.isPresent()) {
            line.setText(FleetWords.outlook(pod.name(), obstacle.get()));
        } else {
            outlooks = outlooks.and(fleet.outlook(pod, destination)
                    .subscribe(outlook -> line.setText(FleetWords.outlook(pod.name(), outlook))));
        }
    }
}
