package org.deskferry.app.viewer;

import java.util.List;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.util.Duration;

/**
 * A small bar at the upper edge with what keys cannot do that all belong to the pod. It comes when the pointer touches the edge or
 * when it is called, and goes by itself.
 */
final class TopBar extends HBox {
    private static final Duration STAY = Duration.seconds(2.5);

    private final Label title = new Label();
    private final Button screen = new Button();
    private final MenuButton keys = new MenuButton(Say.of("bar.keys"));
    private final PauseTransition stay = new PauseTransition(STAY);

    /** A combination that this side's desktop keeps for itself. */
    private record Combination(String name, List<Integer> keysyms) {}

    private static final List<Combination> COMBINATIONS = List.of(
            new Combination("alt-tab", List.of(KeyTable.ALT, KeyTable.TAB)),
            new Combination("alt-f4", List.of(KeyTable.ALT, KeyTable.F1 + 3)),
            new Combination("super", List.of(KeyTable.SUPER)),
            new Combination("ctrl-alt-delete", List.of(KeyTable.CONTROL, KeyTable.ALT, KeyTable.DELETE)),
            new Combination("f11", List.of(KeyTable.F1 + 10)));

    /** {@code left}: gives the keyboard back to the pod. */
    TopBar(Keyboard keyboard, Runnable toggle, Runnable close, Runnable left) {
        setId("viewer-bar");
        getStyleClass().add("viewer-bar");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        title.getStyleClass().add("viewer-title");
        title.setMinWidth(USE_PREF_SIZE);
        for (var combination : COMBINATIONS) {
            var item = new MenuItem(Say.of("key." + combination.name()));
            item.setId("viewer-key-" + combination.name());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> {
                keyboard.press(combination.keysyms());
                left.run();
            });
            keys.getItems().add(item);
        }
        keys.setId("viewer-keys");
        keys.setAccessibleText(Say.of("bar.keys.accessible"));
        keys.setTooltip(new Tooltip(Say.of("bar.keys.accessible")));
        screen.setId("viewer-full");
        screen.setOnAction(_ -> toggle.run());
        screen.setMinWidth(USE_PREF_SIZE);
        keys.setMinWidth(USE_PREF_SIZE);
        var end = new Button(Say.of("bar.close"));
        end.setId("viewer-close");
        end.setMinWidth(USE_PREF_SIZE);
        end.setOnAction(_ -> close.run());
        getChildren().addAll(title, keys, screen, end);
        List.of(keys, screen, end).forEach(node -> node.getStyleClass().add("flat"));
        stay.setOnFinished(_ -> hideUnlessUsed());
        addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                hide();
                left.run();
            }
            key.consume();
        });
        showFullScreen(false);
        hide();
    }

    void setTitle(String text) {
        title.setText(text);
    }

    void showFullScreen(boolean full) {
        screen.setText(Say.of(full ? "bar.leave" : "bar.full"));
    }

    /** Shows it for a moment. */
    void appear() {
        setVisible(true);
        stay.playFromStart();
    }

    /** Shows it, with the keyboard. */
    void call() {
        appear();
        keys.requestFocus();
    }

    private void hideUnlessUsed() {
        boolean focused = getChildren().stream().anyMatch(Node::isFocused);
        if (isHover() || keys.isShowing() || focused) {
            stay.playFromStart();
        } else {
            hide();
        }
    }

    void hide() {
        stay.stop();
        setVisible(false);
    }
}
