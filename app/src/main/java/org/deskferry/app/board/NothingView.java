package org.deskferry.app.board;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.proto.v1.Problem;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;

/** Stands where the board would be while there is nothing to show, and says what to do about it. */
final class NothingView extends VBox {

    private NothingView(String id, Node picture, String heading, String text) {
        setId(id);
        getStyleClass().add("nothing");
        getChildren().addAll(picture, Nodes.wrapped(heading, "empty-title"), Nodes.wrapped(text, "empty-hint"));
    }

    static NothingView loading() {
        return new NothingView("loading", new ProgressIndicator(), Say.of("loading"), Say.of("loading.hint"));
    }

    /** A fleet without members. */
    static NothingView noWorkstations() {
        var view = new NothingView(
                "no-workstations",
                Nodes.icon(MaterialDesignF.FERRY, "empty-icon"),
                Say.of("no-workstations"),
                Say.of("no-workstations.hint"));
        view.getChildren().add(command(Say.of("no-workstations.command")));
        return view;
    }

    /** No fleet is set up here, or its files cannot be used. */
    static NothingView noFleet(List<Problem> problems) {
        var view = new NothingView(
                "no-fleet",
                Nodes.icon(MaterialDesignF.FERRY, "empty-icon"),
                Say.of("no-fleet"),
                Say.of("no-fleet.hint"));
        var help = new VBox();
        help.getStyleClass().add("panel");
        problems.forEach(problem -> help.getChildren().add(TroubleView.help(problem)));
        view.getChildren().addAll(command(Say.of("no-fleet.command")), help);
        return view;
    }

    private static HBox command(String words) {
        var text = new TextField(words);
        text.setEditable(false);
        text.getStyleClass().add("mono");
        HBox.setHgrow(text, Priority.ALWAYS);
        var copy = Nodes.iconButton(MaterialDesignC.CONTENT_COPY, Say.of("copy"), () -> {
            var content = new ClipboardContent();
            content.putString(words);
            Clipboard.getSystemClipboard().setContent(content);
        });
        var line = new HBox(text, copy);
        line.getStyleClass().add("command");
        return line;
    }
}
