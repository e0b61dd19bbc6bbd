package org.deskferry.app.parts;

import java.util.List;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.proto.v1.Problem;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/** Problems as help: a heading, then for each the thing, what is wrong with it, and what can be done. */
public final class TroubleView extends VBox {
    private final HBox actions = new HBox();

    /** {@code dismiss}: what the cross does. */
    public TroubleView(String heading, String consequence, List<Problem> problems, Runnable dismiss) {
        getStyleClass().addAll("panel", "trouble");
        var title = Nodes.wrapped(heading, "panel-title");
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        var close = Nodes.dismissButton(dismiss);
        var head = new HBox(Nodes.icon(MaterialDesignA.ALERT_CIRCLE_OUTLINE, "panel-icon"), title, close);
        head.getStyleClass().add("panel-head");
        getChildren().add(head);
        if (!consequence.isEmpty()) {
            getChildren().add(Nodes.wrapped(consequence));
        }
        problems.forEach(problem -> getChildren().add(help(problem)));
        actions.getStyleClass().add("panel-actions");
        setAccessibleText(heading + " " + consequence);
    }

    /** A button below the help. */
    public TroubleView with(String text, Runnable action) {
        if (actions.getChildren().isEmpty()) {
            getChildren().add(actions);
        }
        actions.getChildren().add(Nodes.button(text, action, "small"));
        return this;
    }

    /** One problem, without the panel around it. */
    public static VBox help(Problem problem) {
        var help = new VBox();
        help.getStyleClass().add("help");
        if (!problem.getThing().isEmpty()) {
            help.getChildren().add(Nodes.wrapped(capital(PhraseBook.thing(problem)), "help-thing"));
        }
        help.getChildren().add(Nodes.wrapped(PhraseBook.reason(problem), "help-reason"));
        if (!problem.getRemedy().isEmpty()) {
            var words = Nodes.wrapped(PhraseBook.remedy(problem), "help-words");
            HBox.setHgrow(words, Priority.ALWAYS);
            var remedy = new HBox(Nodes.icon(MaterialDesignL.LIGHTBULB_ON_OUTLINE, "help-icon"), words);
            remedy.getStyleClass().add("help-remedy");
            help.getChildren().add(remedy);
        }
        return help;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.getDefault()) + text.substring(1);
    }
}
