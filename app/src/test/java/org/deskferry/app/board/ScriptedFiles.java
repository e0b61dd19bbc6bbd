package org.deskferry.app.board;

import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.Window;

/** Answers for the person who would choose files. */
final class ScriptedFiles implements FileDialogs {
    private Optional<Path> choice = Optional.empty();
    private String suggested = "";

    void choose(Path file) {
        choice = Optional.of(file);
    }

    /** The name that was last suggested for a file. */
    String suggested() {
        return suggested;
    }

    @Override
    public Optional<Path> save(Window owner, String title, String suggestion) {
        suggested = suggestion;
        return choice;
    }

    @Override
    public Optional<Path> open(Window owner, String title) {
        return choice;
    }
}
