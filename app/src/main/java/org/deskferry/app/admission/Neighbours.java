package org.deskferry.app.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.deskferry.app.finding.Announcement;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;

/** Workstations without a fleet that make themselves known to the LAN. Looks again and again by itself as long as it is shown. */
final class Neighbours extends ListView<Announcement> {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final FleetSource source;
    private Optional<Thread> looking = Optional.empty();

    /** {@code picked}: by arrow or pointer; {@code taken}: by Enter or a double click. */
    Neighbours(FleetSource source, Consumer<Announcement> picked, Runnable taken) {
        this.source = source;
        setId("neighbours");
        getStyleClass().add("neighbours");
        setAccessibleText(Say.of("neighbours"));
        setCellFactory(_ -> new NeighbourCell());
        setPlaceholder(searching());
        getSelectionModel()
                .selectedItemProperty()
                .subscribe(one -> Optional.ofNullable(one).ifPresent(picked));
        // Else the first arrow would go past the first one.
        addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.DOWN && getSelectionModel().isEmpty()) {
                getSelectionModel().selectFirst();
                key.consume();
            }
        });
        setOnMouseClicked(click -> {
            if (click.getClickCount() == 2 && !getSelectionModel().isEmpty()) {
                taken.run();
            }
        });
        setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER && !getSelectionModel().isEmpty()) {
                taken.run();
                key.consume();
            }
        });
        sceneProperty().subscribe(scene -> {
            looking.ifPresent(Thread::interrupt);
            looking = Optional.ofNullable(scene)
                    .map(_ -> Thread.ofVirtual().name("neighbours").start(this::look));
        });
    }

    private void look() {
        try {
            while (true) {
                search();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void search() {
        try {
            var found = source.neighbours().stream()
                    .filter(one -> one.fleet().isEmpty())
                    .toList();
            Platform.runLater(() -> show(found, none()));
        } catch (FleetException e) {
            Platform.runLater(() -> show(List.of(), cannot(e)));
        }
    }

    /** What is the same stays, as somebody may just be choosing. */
    private void show(List<Announcement> found, Node otherwise) {
        if (!found.equals(getItems())) {
            var chosen = Optional.ofNullable(getSelectionModel().getSelectedItem());
            getItems().setAll(found);
            chosen.filter(found::contains).ifPresent(getSelectionModel()::select);
        }
        setPlaceholder(otherwise);
    }

    private static Node searching() {
        var words = new HBox(new ProgressIndicator(), Nodes.wrapped(Say.of("neighbours.searching")));
        words.getStyleClass().add("waiting");
        words.setId("neighbours-searching");
        return padded(words);
    }

    private static Node none() {
        var words = new VBox(
                Nodes.wrapped(Say.of("neighbours.none")), Nodes.wrapped(Say.of("neighbours.none.hint"), "field-hint"));
        words.setId("neighbours-none");
        return padded(words);
    }

    private static Node cannot(FleetException failure) {
        var words = TroubleView.help(failure.problems().getFirst());
        words.setId("neighbours-cannot");
        return padded(words);
    }

    private static Node padded(Node content) {
        content.getStyleClass().add("neighbours-words");
        return content;
    }
}
