package org.deskferry.app.board;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.app.parts.Units;
import org.deskferry.app.transfer.Progress;
import org.deskferry.proto.v1.Problem;

/** How far an export or import is, or why it came to nothing. */
final class TransferPanel extends VBox {
    private final Label words = Nodes.wrapped("", "transfer-words");
    private final ProgressBar bar = new ProgressBar();
    private final VBox refusal = new VBox();

    TransferPanel() {
        getStyleClass().add("transfer");
        refusal.getStyleClass().addAll("panel", "trouble");
        bar.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(words, bar, refusal);
        clear();
    }

    /** Shows nothing. */
    void clear() {
        show(false, List.of());
    }

    void begin() {
        words.setText(Say.of("transfer.begin"));
        bar.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
        show(true, List.of());
    }

    void show(Progress.Step step, long bytes, long whole) {
        words.setText(Say.of("transfer." + step.name(), whole > 0 ? Units.bytesOf(bytes, whole) : Units.bytes(bytes)));
        bar.setProgress(whole > 0 ? (double) bytes / whole : ProgressBar.INDETERMINATE_PROGRESS);
    }

    void refuse(List<Problem> problems) {
        show(false, problems);
    }

    private void show(boolean underWay, List<Problem> problems) {
        refusal.getChildren().setAll(problems.stream().map(TroubleView::help).toList());
        Nodes.show(words, underWay);
        Nodes.show(bar, underWay);
        Nodes.show(refusal, !problems.isEmpty());
        Nodes.show(this, underWay || !problems.isEmpty());
    }
}
