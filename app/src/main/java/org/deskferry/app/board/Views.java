package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.history.HistoryPane;
import org.deskferry.app.settings.Setting;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.settings.View;
import org.deskferry.app.table.FleetTable;

/** The ways of looking at the fleet. Only the one that is shown does any work. */
final class Views {
    /** The board draws every card there is; beyond this many workstations nobody finds one there. */
    private static final int MOST_COLUMNS = 40;

    private final FleetModel fleet;
    private final Setting<View> choice;
    private final Columns columns;
    private final FleetTable table;
    private final HistoryPane history;

    Views(FleetModel fleet, Settings settings, Actions actions, Ticker ticker, ModalPane questions) {
        this.fleet = fleet;
        this.choice = settings.view();
        this.columns = new Columns(actions, ticker);
        this.table = new FleetTable(fleet, actions, questions);
        this.history = new HistoryPane(fleet);
    }

    /** The chosen one, brought up to what the fleet is now. */
    Node show() {
        if (fleet.workstations().size() > MOST_COLUMNS) {
            choice.suggest(View.TABLE);
        }
        return switch (choice.get()) {
            case BOARD -> {
                table.stop();
                columns.show(fleet.workstations());
                yield columns;
            }
            case TABLE -> {
                columns.clear();
                table.start();
                yield table;
            }
            case HISTORY -> {
                columns.clear();
                table.stop();
                history.ask();
                yield history;
            }
        };
    }

    /** Gives it the keyboard. */
    void enter() {
        switch (choice.get()) {
            case BOARD -> {}
            case TABLE -> table.enter();
            case HISTORY -> history.enter();
        }
    }

    /** Keys that are the view's wherever in the window the keyboard is. */
    void press(KeyEvent key) {
        switch (choice.get()) {
            case BOARD -> {}
            case TABLE -> table.press(key);
            case HISTORY -> history.press(key);
        }
    }

    void stop() {
        table.stop();
    }

    /** Gives the keyboard to the pod, wherever it is now. */
    void focus(PodModel pod) {
        switch (choice.get()) {
            case BOARD -> columns.focus(pod);
            case TABLE -> table.focus(pod);
            case HISTORY -> {}
        }
    }

    boolean isBoard() {
        return choice.get() == View.BOARD;
    }

    /** The pictures of pods that can be seen now. */
    Stream<Thumbnails.Want> pictures(double scale) {
        return isBoard() ? columns.wants(scale) : Stream.empty();
    }
}
