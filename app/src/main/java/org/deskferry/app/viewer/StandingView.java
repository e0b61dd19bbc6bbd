package org.deskferry.app.viewer;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.proto.v1.DisplayAbsence;
import org.deskferry.proto.v1.Problem;

/**
 * What there is to say of the pod, over its screen: in a move a line below, and where nothing can be done a box with the reason in
 * the middle. Nothing at all while the pod works.
 */
final class StandingView extends StackPane {
    private final PodModel pod;
    private final Runnable resume;
    private final Runnable close;
    private final Region veil = new Region();
    private final Label line = new Label();
    private final HBox pill = new HBox();
    private final VBox box = new VBox();

    /** What the buttons do. */
    StandingView(PodModel pod, Runnable resume, Runnable close) {
        this.pod = pod;
        this.resume = resume;
        this.close = close;
        setId("viewer-standing");
        setPickOnBounds(false);
        veil.getStyleClass().add("viewer-veil");
        veil.setMouseTransparent(true);
        line.setId("viewer-line");
        var busy = new ProgressIndicator();
        pill.getChildren().addAll(busy, line);
        pill.getStyleClass().add("viewer-pill");
        pill.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        pill.setMouseTransparent(true);
        box.getStyleClass().add("viewer-box");
        box.setId("viewer-box");
        box.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAlignment(pill, Pos.BOTTOM_CENTER);
        getChildren().addAll(veil, pill, box);
        show(false, false, false);
    }

    void show(Standing standing) {
        switch (standing) {
            case Standing.Connecting() -> say(true, Say.of("connecting", pod.name()));
            case Standing.Live _ -> showMove();
            case Standing.Absent(var workstation, var why) -> show(workstation, why);
            case Standing.Lost(var problems) -> lost(problems);
        }
    }

    /** The pod works; if it is being moved meanwhile, that is said. */
    private void showMove() {
        if (pod.isMoving()) {
            say(false, MoveWords.of(pod));
        } else {
            show(false, false, false);
        }
    }

    private void show(String workstation, DisplayAbsence why) {
        switch (why.getReason()) {
            case REASON_MOVING, REASON_ARRIVING -> say(true, MoveWords.standingStill(pod, why.getDestination()));
            case REASON_STANDS_STILL -> say(true, Say.of("still"));
            case REASON_SUSPENDED ->
                explain(
                        false,
                        Say.of("suspended", pod.name()),
                        List.of(Say.of("suspended.reason", workstation)),
                        button(Say.of("suspended.resume"), resume, true));
            case REASON_ENDED ->
                explain(false, Say.of("ended", pod.name()), List.of(Say.of("ended.reason")), closeButton());
            case REASON_GONE, REASON_UNSPECIFIED, UNRECOGNIZED ->
                explain(false, Say.of("gone", pod.name()), List.of(Say.of("gone.reason")), closeButton());
            case REASON_IN_DOUBT ->
                explain(true, Say.of("doubt", pod.name()), List.of(Say.of("doubt.reason", workstation)));
            case REASON_SILENT -> lost(List.of(why.getProblem()));
        }
    }

    private void lost(List<Problem> problems) {
        var problem = problems.getFirst();
        explain(
                true,
                Say.of("lost", PhraseBook.thing(problem)),
                List.of(PhraseBook.reason(problem), PhraseBook.remedy(problem), Say.of("lost.again")));
    }

    private Button closeButton() {
        return button(Say.of("close"), close, true);
    }

    private static Button button(String text, Runnable action, boolean isDefault) {
        var button = new Button(text);
        button.setOnAction(_ -> action.run());
        button.setDefaultButton(isDefault);
        if (isDefault) {
            button.getStyleClass().add("accent");
        }
        return button;
    }

    private void say(boolean dimmed, String text) {
        line.setText(text);
        pill.setAccessibleText(text);
        show(dimmed, true, false);
    }

    private void explain(boolean busy, String heading, List<String> sentences, Button... buttons) {
        var title = new Label(heading);
        title.getStyleClass().add("viewer-heading");
        title.setWrapText(true);
        box.getChildren().setAll(title);
        sentences.stream()
                .filter(sentence -> !sentence.isBlank())
                .map(StandingView::sentence)
                .forEach(box.getChildren()::add);
        if (busy) {
            ((Label) box.getChildren().getLast()).setGraphic(new ProgressIndicator());
        }
        if (buttons.length > 0) {
            var row = new HBox(buttons);
            row.getStyleClass().add("viewer-buttons");
            box.getChildren().add(row);
        }
        box.setAccessibleText(heading + ". " + String.join(" ", sentences));
        show(true, false, true);
        for (var button : buttons) {
            button.requestFocus();
        }
    }

    private static Label sentence(String text) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void show(boolean dimmed, boolean said, boolean explained) {
        show(veil, dimmed);
        show(pill, said);
        show(box, explained);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
