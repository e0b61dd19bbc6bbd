package org.deskferry.app.table;

import atlantafx.base.controls.ModalPane;
import java.util.Objects;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.Sheets;

/** All pods of the fleet: what is looked for, the table, and what can be done with the selected ones. */
public final class FleetTable extends VBox {
    /** Often enough to be live for a person, seldom enough to be cheap whatever the fleet does. */
    private static final Duration BEAT = Duration.millis(250);

    private static final int OFFERED_EACH = 8;

    private static final KeyCombination FIND = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);

    private final Rows rows;
    private final PodTable table;
    private final TableKeys keys;
    private final FilterBar filters = new FilterBar(this::want);
    private final FootBar foot;
    private final NothingHere nothing = new NothingHere(filters::clear);
    private int beats;
    private final Timeline beat = new Timeline(new KeyFrame(BEAT, _ -> look()));

    /** {@code questions}: where they are asked. */
    public FleetTable(FleetModel fleet, TableActions actions, ModalPane questions) {
        this.rows = new Rows(fleet);
        this.table = new PodTable(rows);
        this.keys = new TableKeys(fleet, table, actions, questions);
        this.foot = new FootBar(keys::move, keys::evacuate);
        setId("fleet-table");
        getStyleClass().add("fleet-table");
        getStylesheets().addAll(Sheets.TABLE, sheet());
        setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(filters, table, foot);
        table.setPlaceholder(nothing);
        table.setContextMenu(new RowMenu(keys));
        table.addEventFilter(KeyEvent.KEY_PRESSED, keys::press);
        table.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2) {
                keys.open();
            }
        });
        table.getSelectionModel().getSelectedIndices().addListener((ListChangeListener<Integer>) _ -> showFoot());
        addEventFilter(KeyEvent.KEY_PRESSED, this::leave);
        beat.setCycleCount(Animation.INDEFINITE);
    }

    /** Looks at the fleet from now on, until {@link #stop}. */
    public void start() {
        beats = 0;
        look();
        beat.play();
    }

    public void stop() {
        beat.stop();
    }

    /** Gives the keyboard to the rows. */
    public void enter() {
        table.requestFocus();
    }

    /** Keys that are the table's wherever in the window the keyboard is. */
    public void press(KeyEvent key) {
        if (FIND.match(key)) {
            filters.focusSearch();
            key.consume();
        }
    }

    /** Gives the keyboard to the pod's row. */
    public void focus(PodModel pod) {
        table.focus(pod);
    }

    private void want(Filter filter) {
        rows.want(filter);
        look();
    }

    private void look() {
        rows.look();
        table.show();
        nothing.show(rows.isFiltered() && rows.count() > 0);
        // What there is to choose from changes seldom, and it takes a look at all pods.
        if (beats++ % OFFERED_EACH == 0) {
            filters.offer(rows);
            table.showSites(!rows.values(PodFacts::site).isEmpty());
        }
        if (rows.count() == 0) {
            // The first pods are not kept waiting for their filters.
            beats = 0;
        }
        showFoot();
    }

    private void showFoot() {
        foot.show(rows.wanted().size(), rows.count(), keys.selection());
    }

    /** Any pod is wanted again. */
    private void leave(KeyEvent key) {
        if (key.getCode() == KeyCode.ESCAPE && rows.isFiltered()) {
            filters.clear();
            table.requestFocus();
            key.consume();
        }
    }

    private static String sheet() {
        return Objects.requireNonNull(FleetTable.class.getResource("table.css")).toExternalForm();
    }
}
