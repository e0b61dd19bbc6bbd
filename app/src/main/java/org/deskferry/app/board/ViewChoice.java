package org.deskferry.app.board;

import java.util.prefs.Preferences;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Which way of looking at the fleet the user has chosen. Remembered. */
final class ViewChoice {
    private static final String KEY = "view";

    enum View {
        BOARD,
        TABLE,
        HISTORY
    }

    private final Preferences memory;
    private final ReadOnlyObjectWrapper<View> view = new ReadOnlyObjectWrapper<>(View.BOARD);

    ViewChoice(Preferences memory) {
        this.memory = memory;
    }

    void start() {
        for (var known : View.values()) {
            if (known.name().equals(memory.get(KEY, ""))) {
                view.set(known);
            }
        }
    }

    ReadOnlyObjectProperty<View> view() {
        return view.getReadOnlyProperty();
    }

    void choose(View chosen) {
        memory.put(KEY, chosen.name());
        view.set(chosen);
    }

    /** For who has never chosen. */
    void suggest(View better) {
        if (memory.get(KEY, "").isEmpty()) {
            view.set(better);
        }
    }
}
