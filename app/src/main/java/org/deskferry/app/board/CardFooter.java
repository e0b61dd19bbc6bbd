package org.deskferry.app.board;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.Units;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Suspension;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/** A pod's uptime, connections and address in one line; of one at rest, since when. */
final class CardFooter extends HBox {
    private final Label uptime = fact(MaterialDesignC.CLOCK_OUTLINE);
    private final Label connections = fact(MaterialDesignL.LAN_CONNECT);
    private final Label address = fact(MaterialDesignI.IP_NETWORK_OUTLINE);

    CardFooter() {
        getStyleClass().add("card-footer");
        getChildren().addAll(uptime, connections, Nodes.spacer(), address);
    }

    void show(PodModel model, Ticker ticker) {
        var pod = model.pod();
        if (model.isSuspended()) {
            showRest(pod.getSuspension(), ticker);
        } else {
            showRun(pod, ticker);
        }
        var ip = bare(pod.getManifest().getAddress().getIpv4());
        set(address, ip, "fact.address", ip);
    }

    private void showRest(Suspension suspension, Ticker ticker) {
        var rest = Units.rough(ticker.since(
                java.time.Instant.ofEpochSecond(suspension.getTime().getSeconds())));
        set(uptime, suspension.hasTime() ? rest : "", "fact.rest", rest);
        Nodes.show(connections, false);
    }

    private void showRun(Pod pod, Ticker ticker) {
        var ended = pod.getState() == PodState.POD_STATE_ENDED;
        var running = Units.rough(
                ticker.since(java.time.Instant.ofEpochSecond(pod.getStarted().getSeconds())));
        set(uptime, pod.hasStarted() && !ended ? running : "", "fact.uptime", running);
        set(connections, Integer.toString(pod.getConnections()), "fact.connections", pod.getConnections());
        Nodes.show(connections, !ended);
    }

    /** "10.77.0.101/24" without its prefix length. */
    static String bare(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    private static void set(Label label, String text, String tip, Object value) {
        label.setText(text);
        Nodes.show(label, !text.isEmpty());
        var words = Say.of(tip, value);
        label.getTooltip().setText(words);
        label.setAccessibleText(words);
    }

    private static Label fact(Ikon icon) {
        var label = Nodes.label("", "fact");
        label.setGraphic(Nodes.icon(icon, "fact-icon"));
        label.setTooltip(new Tooltip());
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
