package org.deskferry.app.board;

import atlantafx.base.controls.CaptionMenuItem;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.util.Subscription;
import org.deskferry.app.fleet.Obstacle;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** The menus of a card, made anew each time so that they tell what is possible now. */
final class CardMenu {
    private final PodModel pod;
    private final Actions actions;
    private final ContextMenu menu = new ContextMenu();
    private Subscription outlooks = Subscription.EMPTY;

    CardMenu(PodModel pod, Actions actions) {
        this.pod = pod;
        this.actions = actions;
        menu.setOnHidden(_ -> forgetOutlooks());
    }

    void open(Node owner, ContextMenuEvent request) {
        fillAll();
        menu.show(owner, request.getScreenX(), request.getScreenY());
        request.consume();
    }

    void open(Node owner, Side side) {
        fillAll();
        menu.show(owner, side, 0, 4);
    }

    void openDestinations(CardView card) {
        forgetOutlooks();
        menu.getItems().clear();
        menu.getItems().add(new CaptionMenuItem(Say.of("menu.move-pod", pod.name())));
        actions.workstations().forEach(workstation -> menu.getItems().add(destination(workstation)));
        menu.show(card.screen(), Side.BOTTOM, 0, 4);
    }

    void close() {
        menu.hide();
    }

    private void forgetOutlooks() {
        outlooks.unsubscribe();
        outlooks = Subscription.EMPTY;
    }

    private void fillAll() {
        forgetOutlooks();
        var move = new Menu(Say.of("menu.move"), Nodes.icon(MaterialDesignA.ARROW_RIGHT_BOLD_OUTLINE));
        actions.workstations().forEach(workstation -> move.getItems().add(destination(workstation)));
        var destroy = item("menu.destroy", MaterialDesignD.DELETE_OUTLINE, KeyCode.DELETE, () -> actions.destroy(pod));
        destroy.getStyleClass().add("danger");
        destroy.setDisable(pod.isMoving());
        var cancel = item("menu.cancel", MaterialDesignC.CANCEL, KeyCode.C, () -> actions.cancelMove(pod));
        menu.getItems()
                .setAll(
                        pod.isMoving() ? cancel : move,
                        screen(),
                        item(
                                "menu.details",
                                MaterialDesignI.INFORMATION_OUTLINE,
                                KeyCode.I,
                                () -> actions.showDetails(pod)),
                        suspendOrResume(),
                        keep(),
                        export(),
                        new SeparatorMenuItem(),
                        destroy);
    }

    private MenuItem screen() {
        var item = item("menu.screen", MaterialDesignM.MONITOR_EYE, KeyCode.O, () -> actions.openScreen(pod));
        item.setDisable(pod.isSuspended());
        return item;
    }

    private MenuItem keep() {
        var item = new MenuItem(Say.of("menu.keep"), Nodes.icon(MaterialDesignC.CAMERA_OUTLINE));
        item.setId("menu-keep");
        item.setDisable(!Suspensions.canBeSuspended(pod));
        item.setOnAction(_ -> actions.keep(pod));
        return item;
    }

    private MenuItem export() {
        var item = new MenuItem(Say.of("menu.export"), Nodes.icon(MaterialDesignE.EXPORT));
        item.setId("menu-export");
        item.setDisable(!Suspensions.canBeResumed(pod));
        item.setOnAction(_ -> actions.export(pod));
        return item;
    }

    private MenuItem suspendOrResume() {
        var resumes = pod.isSuspended();
        var item = item(
                resumes ? "menu.resume" : "menu.suspend",
                resumes ? MaterialDesignP.PLAY : MaterialDesignP.PAUSE,
                KeyCode.S,
                () -> actions.suspendOrResume(pod));
        item.setDisable(!(resumes ? Suspensions.canBeResumed(pod) : Suspensions.canBeSuspended(pod)));
        return item;
    }

    private MenuItem destination(WorkstationModel workstation) {
        var obstacle = Obstacle.between(pod, workstation);
        var text =
                obstacle.map(why -> FleetWords.outlook(workstation.name(), why)).orElse(workstation.name());
        var item = new MenuItem(text, Nodes.icon(MaterialDesignM.MONITOR));
        item.setMnemonicParsing(false);
        item.setId("move-to-" + workstation.name());
        item.setDisable(obstacle.isPresent());
        item.setOnAction(_ -> actions.move(pod, workstation));
        if (obstacle.isEmpty()) {
            // Chosen even so it is refused, or not any more, by the move itself.
            outlooks = outlooks.and(actions.outlook(pod, workstation)
                    .subscribe(outlook -> item.setText(FleetWords.outlook(workstation.name(), outlook))));
        }
        return item;
    }

    private static MenuItem item(String key, Ikon icon, KeyCode shortcut, Runnable action) {
        var item = new MenuItem(Say.of(key), Nodes.icon(icon));
        item.setId(key.replace('.', '-'));
        // Only shown: the board itself acts on these keys while a card has the focus.
        item.setAccelerator(new KeyCodeCombination(shortcut));
        item.setOnAction(_ -> action.run());
        return item;
    }
}
