package org.deskferry.app.table;

import atlantafx.base.controls.ModalPane;
import javafx.scene.input.KeyEvent;
import org.deskferry.app.fleet.FleetModel;

/** What keys, menu and buttons do with the selected pods. */
final class TableKeys {
    private final FleetModel fleet;
    private final PodTable table;
    private final TableActions actions;
    private final ModalPane questions;

    TableKeys(FleetModel fleet, PodTable table, TableActions actions, ModalPane questions) {
        this.fleet = fleet;
        this.table = table;
        this.actions = actions;
        this.questions = questions;
    }

    void press(KeyEvent key) {
        if (key.isControlDown() || key.isAltDown() || key.isMetaDown()) {
            return;
        }
        switch (key.getCode()) {
            case M, ENTER -> move();
            case C -> cancel();
            case O -> open();
            case I -> details();
            case E -> evacuate();
            default -> {
                return;
            }
        }
        key.consume();
    }

    Selection selection() {
        return new Selection(table.selection());
    }

    /** Asks where to first. */
    void move() {
        var pods = selection().movable();
        if (!pods.isEmpty()) {
            new MoveDialog(fleet, pods, questions).open();
        }
    }

    void cancel() {
        selection().moving().forEach(actions::cancelMove);
    }

    void open() {
        if (selection().isOne()) {
            actions.openScreen(selection().pods().getFirst());
        }
    }

    void details() {
        if (selection().isOne()) {
            actions.showDetails(selection().pods().getFirst());
        }
    }

    /** After a question. */
    void evacuate() {
        var workstations = selection().workstations();
        if (!workstations.isEmpty()) {
            actions.evacuate(workstations);
        }
    }
}
