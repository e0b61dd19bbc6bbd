package org.deskferry.app.table;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javafx.util.StringConverter;
import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;

/** One of the values that a column has, or any. One can type to find it among many. */
final class Choice extends SearchableComboBox<String> {
    private static final String ANY = "";

    private final Runnable changed;
    private Set<String> offered = Set.of();
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
    void offer(Set<String> values) {
        if (values.equals(offered) || isShowing()) {
            return;
        }
        offered = Set.copyOf(values);
        var chosen = chosen();
        var wanted = new TreeSet<>(values);
        wanted.add(ANY);
        wanted.add(chosen);
        filling = true;
        getItems().setAll(wanted);
        setValue(chosen);
        filling = false;
    }

    private void choose() {
        if (!filling) {
            changed.run();
        }
    }
}
