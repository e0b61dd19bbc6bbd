package org.deskferry.app.board;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import org.deskferry.app.settings.Setting;
import org.deskferry.app.settings.Settings;

/** A setting as a list to choose from. */
final class Choice<T> extends ComboBox<T> {
    Choice(Settings settings, Setting<T> setting, List<T> choices, Function<T, String> words) {
        getItems().setAll(choices);
        getSelectionModel().select(setting.get());
        setCellFactory(_ -> new Cell<>(words));
        setButtonCell(new Cell<>(words));
        setMaxWidth(Double.MAX_VALUE);
        setOnAction(_ -> {
            if (!getValue().equals(setting.get())) {
                settings.choose(setting, getValue());
            }
        });
    }

    private static final class Cell<T> extends ListCell<T> {
        private final Function<T, String> words;

        Cell(Function<T, String> words) {
            this.words = words;
        }

        @Override
        protected void updateItem(T item, boolean isEmpty) {
            super.updateItem(item, isEmpty);
            setText(isEmpty || item == null ? "" : words.apply(item));
        }
    }
}
