package org.deskferry.app.table;

import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** What can be asked of the selected pods; what cannot be now is grey. */
final class RowMenu extends ContextMenu {
    private final MenuItem move;
    private final MenuItem cancel;
    private final MenuItem open;
    private final MenuItem details;
    private final MenuItem evacuate;

    RowMenu(TableKeys deeds) {
        this.move = item("move", MaterialDesignA.ARROW_RIGHT_BOLD_OUTLINE, KeyCode.M, deeds::move);
        this.cancel = item("cancel-move", MaterialDesignC.CANCEL, KeyCode.C, deeds::cancel);
        this.open = item("open", MaterialDesignM.MONITOR_EYE, KeyCode.O, deeds::open);
        this.details = item("details", MaterialDesignI.INFORMATION_OUTLINE, KeyCode.I, deeds::details);
        this.evacuate = item("evacuate", MaterialDesignE.EXIT_RUN, KeyCode.E, deeds::evacuate);
        getItems().addAll(move, cancel, open, details, new SeparatorMenuItem(), evacuate);
        setOnShowing(_ -> show(deeds.selection()));
    }

    private void show(Selection selection) {
        move.setDisable(selection.movable().isEmpty());
        cancel.setDisable(selection.moving().isEmpty());
        open.setDisable(!selection.isOne() || selection.pods().getFirst().isSuspended());
        details.setDisable(!selection.isOne());
        evacuate.setDisable(selection.workstations().isEmpty());
    }

    private static MenuItem item(String key, Ikon icon, KeyCode shortcut, Runnable action) {
        var item = new MenuItem(Say.of(key), Nodes.icon(icon));
        item.setId("row-" + key);
        // Only shown: the table itself acts on these keys while it has the focus.
        item.setAccelerator(new KeyCodeCombination(shortcut));
        item.setOnAction(_ -> action.run());
        return item;
    }
}
