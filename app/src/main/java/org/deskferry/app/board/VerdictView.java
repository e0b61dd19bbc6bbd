package org.deskferry.app.board;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.Outlook;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.proto.v1.Problem;

/** What a column says to the card that is held over it: whether it can come, and what stands in the way. */
final class VerdictView extends VBox {
    private static final PseudoClass HINDERED = PseudoClass.getPseudoClass("hindered");
    private static final int MOST_PROBLEMS = 3;

    VerdictView() {
        getStyleClass().add("verdict");
        setMouseTransparent(true);
        Nodes.show(this, false);
    }

    void hide() {
        Nodes.show(this, false);
    }

    /** It cannot come, as can be seen from here. */
    void refuse(String why) {
        begin(why, false);
    }

    /** It may come; {@code outlook} is what the workstations say of that so far. */
    void invite(String pod, String workstation, Outlook outlook) {
        switch (outlook) {
            case Outlook.Asking() -> {
                begin(Say.of("drop.here", pod), false);
                note(Say.of("outlook.asking", workstation));
            }
            case Outlook.Unknown() -> begin(Say.of("drop.here", pod), false);
            case Outlook.Open(var estimate, var warnings) -> {
                begin(Say.of("drop.here", pod), false);
                note(FleetWords.estimate(estimate));
                help(warnings);
            }
            case Outlook.Hindered(var problems) -> {
                begin(Say.of("outlook.hindered", pod, workstation), true);
                help(problems);
            }
        }
    }

    private void begin(String heading, boolean hindered) {
        getChildren().setAll(Nodes.wrapped(heading, "verdict-title"));
        pseudoClassStateChanged(HINDERED, hindered);
        Nodes.show(this, true);
    }

    private void note(String text) {
        getChildren().add(Nodes.wrapped(text, "verdict-note"));
    }

    private void help(List<Problem> problems) {
        problems.stream().limit(MOST_PROBLEMS).map(TroubleView::help).forEach(getChildren()::add);
        if (problems.size() > MOST_PROBLEMS) {
            note(Say.of("outlook.more", problems.size() - MOST_PROBLEMS));
        }
    }
}
