package org.deskferry.app.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;
import javafx.util.StringConverter;
import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;

/** One of the values that a column has, or any. One can type to find it among many. */
final class Choice extends SearchableComboBox<String> {
    private static final String ANY = "";

    private final Runnable changed;
    private boolean filling;

    /** {@code any}: what it says while it leaves all pods in. */
    Choice(String id, String any, Runnable changed) {
        this.changed = changed;
        setId(id);
        getStyleClass().add("choice");
        setAccessibleText(any);
        setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String value) {
                return value == null || value.equals(ANY) ? any : value;
            }

            @Override
            public String fromString(String words) {
                return words.equals(any) ? ANY : words;
            }
        });
        getItems().setAll(ANY);
        setValue(ANY);
        valueProperty().subscribe((_, _) -> choose());
    }

    /** An empty text: any. */
    String chosen() {
        return Objects.requireNonNullElse(getValue(), ANY);
    }

    void clear() {
        setValue(ANY);
    }

    /** What is chosen stays chosen, even if no pod has it any more. */
    void offer(Collection<String> values) {
        var wanted = new ArrayList<String>();
        wanted.add(ANY);
        wanted.addAll(values);
        if (!chosen().equals(ANY) && !values.contains(chosen())) {
            wanted.add(chosen());
        }
        if (!wanted.equals(getItems()) && !isShowing()) {
            var chosen = chosen();
            filling = true;
            getItems().setAll(wanted);
            setValue(chosen);
            filling = false;
        }
    }

    private void choose() {
        if (!filling) {
            changed.run();
        }
    }
}
