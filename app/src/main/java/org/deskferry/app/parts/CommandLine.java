package org.deskferry.app.parts;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.deskferry.app.words.Words;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** A command to be run in a terminal, and a button that copies it. */
public final class CommandLine extends HBox {
    private static final Words WORDS = Words.beside(CommandLine.class);

    public CommandLine(String command) {
        var text = Nodes.wrapped(command, "mono", "command-text");
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        var copy = Nodes.iconButton(MaterialDesignC.CONTENT_COPY, WORDS.of("copy"), () -> {
            var content = new ClipboardContent();
            content.putString(command);
            Clipboard.getSystemClipboard().setContent(content);
        });
        copy.setAccessibleHelp(WORDS.of("command", command));
        copy.getStyleClass().add("copy-command");
        getStyleClass().add("command");
        getChildren().addAll(text, copy);
    }
}
