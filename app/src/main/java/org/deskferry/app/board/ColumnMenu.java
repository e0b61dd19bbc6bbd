package org.deskferry.app.board;

import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** What can be asked of a workstation; made anew each time, so that it tells what is possible now. */
final class ColumnMenu {
    private final WorkstationModel workstation;
    private final Actions actions;

    ColumnMenu(WorkstationModel workstation, Actions actions) {
        this.workstation = workstation;
        this.actions = actions;
    }

    void open(Node owner) {
        var online = workstation.reach() instanceof Reach.Online;
        var create = new MenuItem(Say.of("menu.create"), Nodes.icon(MaterialDesignP.PLUS));
        create.setId("menu-create");
        create.setDisable(!online);
        create.setOnAction(_ -> actions.create(workstation));
        var evacuate = new MenuItem(Say.of("menu.evacuate"), Nodes.icon(MaterialDesignE.EXIT_RUN));
        evacuate.setId("menu-evacuate");
        // Only shown: the board itself acts on it while a card has the focus.
        evacuate.setAccelerator(new KeyCodeCombination(KeyCode.E));
        evacuate.setDisable(!online || workstation.pods().isEmpty() || workstation.isBeingEvacuated());
        evacuate.setOnAction(_ -> actions.evacuate(workstation));
        var load = new MenuItem(Say.of("menu.import"), Nodes.icon(MaterialDesignI.IMPORT));
        load.setId("menu-import");
        load.setDisable(!online);
        load.setOnAction(_ -> actions.load(workstation));
        var snapshots = new MenuItem(Say.of("menu.snapshots"), Nodes.icon(MaterialDesignC.CAMERA_OUTLINE));
        snapshots.setId("menu-snapshots");
        snapshots.setDisable(!online);
        snapshots.setOnAction(_ -> actions.showSnapshots(workstation));
        var add = new MenuItem(Say.of("add-workstation"), Nodes.icon(MaterialDesignP.PLUS_NETWORK_OUTLINE));
        add.setId("menu-add-workstation");
        add.setAccelerator(new KeyCodeCombination(KeyCode.N, KeyCombination.SHORTCUT_DOWN));
        add.setOnAction(_ -> actions.addWorkstation());
        new ContextMenu(create, load, snapshots, evacuate, new SeparatorMenuItem(), add).show(owner, Side.BOTTOM, 0, 4);
    }
}
