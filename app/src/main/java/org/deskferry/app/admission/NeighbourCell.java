package org.deskferry.app.admission;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.deskferry.app.finding.Announcement;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** A line: what the workstation calls itself, and where it is. */
final class NeighbourCell extends ListCell<Announcement> {
    private final Label name = Nodes.label("", "neighbour-name");
    private final Label address = Nodes.label("", "field-hint");
    private final HBox line = new HBox(Nodes.icon(MaterialDesignM.MONITOR, "fact-icon"), name, Nodes.spacer(), address);

    NeighbourCell() {
        line.getStyleClass().add("neighbour");
        address.setMinWidth(USE_PREF_SIZE);
    }

    @Override
    protected void updateItem(Announcement one, boolean isEmpty) {
        super.updateItem(one, isEmpty);
        if (isEmpty || one == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        name.setText(one.name());
        address.setText(one.address());
        setGraphic(line);
        setAccessibleText(Say.of("neighbour", one.name(), one.address()));
    }
}
