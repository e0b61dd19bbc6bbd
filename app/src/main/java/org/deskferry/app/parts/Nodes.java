package org.deskferry.app.parts;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.deskferry.app.words.Words;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.IkonResolverProvider;
import org.kordamp.ikonli.javafx.JavaFXFontLoader;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** Small nodes that many views are made of. */
public final class Nodes {
    private static final Words WORDS = Words.beside(Nodes.class);

    private Nodes() {}

    public static Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** A label that takes as many lines as its text needs. */
    public static Label wrapped(String text, String... styles) {
        var label = label(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** An icon as text in the icons' own font: unlike a FontIcon its size may be given in em. */
    public static Label icon(Ikon ikon, String... styles) {
        var font = IkonResolverProvider.getInstance(JavaFXFontLoader.getInstance())
                .resolve(ikon.getDescription())
                .getFontFamily();
        var icon = label(Character.toString(ikon.getCode()), styles);
        icon.getStyleClass().add("icon");
        icon.setStyle("-fx-font-family: '" + font + "';");
        icon.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        icon.setAccessibleText("");
        return icon;
    }

    /** A flat button that shows an icon only and says in a tooltip what it does. */
    public static Button iconButton(Ikon ikon, String what, Runnable action) {
        var button = new Button(null, icon(ikon));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setTooltip(new Tooltip(what));
        button.setAccessibleText(what);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /** The cross that takes away what has been read. */
    public static Button dismissButton(Runnable action) {
        var button = iconButton(MaterialDesignC.CLOSE, WORDS.of("dismiss"), action);
        button.getStyleClass().add("dismiss");
        return button;
    }

    public static Button button(String text, Runnable action, String... styles) {
        var button = new Button(text);
        button.getStyleClass().addAll(styles);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /** An input with its name above it, and what there is to say of it below. */
    public static VBox field(String caption, Control input, Node... below) {
        var label = label(caption, "field-name");
        label.setLabelFor(input);
        var field = new VBox(label, input);
        field.getChildren().addAll(below);
        field.getStyleClass().add("field");
        return field;
    }

    public static Region spacer() {
        var spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    /** Shown and laid out, or neither. */
    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
