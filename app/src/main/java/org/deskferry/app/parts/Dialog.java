package org.deskferry.app.parts;

import atlantafx.base.controls.ModalPane;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** A question over the board: heading, content, buttons. Escape and the first button close it. */
public final class Dialog {
    private final ModalPane place;
    private final VBox box = new VBox();
    private final HBox buttons = new HBox();
    private Runnable escape = this::close;

    public Dialog(ModalPane place, String id, String heading) {
        this.place = place;
        box.setId(id);
        box.getStyleClass().add("dialog-box");
        box.setMaxHeight(Region.USE_PREF_SIZE);
        box.setMaxWidth(Region.USE_PREF_SIZE);
        buttons.getStyleClass().add("dialog-buttons");
        box.getChildren().addAll(Nodes.wrapped(heading, "dialog-heading"), buttons);
        box.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                escape.run();
                key.consume();
            }
        });
    }

    public void add(Node content) {
        box.getChildren().add(box.getChildren().size() - 1, content);
    }

    public void add(Button button) {
        buttons.getChildren().add(button);
    }

    /** Shows it; {@code first} gets the focus. */
    public void open(Node first) {
        place.show(box);
        first.requestFocus();
    }

    /** What Escape does, in place of closing it. */
    public void onEscape(Runnable action) {
        escape = action;
    }

    /** Locked, it stays when somebody clicks beside it. */
    public void setLocked(boolean locked) {
        place.setPersistent(locked);
    }

    public Window window() {
        return place.getScene().getWindow();
    }

    public boolean isOpen() {
        return place.isDisplay() && box.equals(place.getContent());
    }

    public void close() {
        if (isOpen()) {
            place.hide(true);
        }
    }
}
