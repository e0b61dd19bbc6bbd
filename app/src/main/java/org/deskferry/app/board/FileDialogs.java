package org.deskferry.app.board;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks for files, as the desktop does. */
interface FileDialogs {
    /** Where to write a new file. */
    Optional<Path> save(Window owner, String title, String suggestion);

    /** Which file to read. */
    Optional<Path> open(Window owner, String title);

    /** The desktop's own. */
    final class Native implements FileDialogs {
        private static final String ENDING = ".pod";

        @Override
        public Optional<Path> save(Window owner, String title, String suggestion) {
            var chooser = chooser(title);
            chooser.setInitialFileName(suggestion + ENDING);
            return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
        }

        @Override
        public Optional<Path> open(Window owner, String title) {
            return Optional.ofNullable(chooser(title).showOpenDialog(owner)).map(File::toPath);
        }

        private static FileChooser chooser(String title) {
            var chooser = new FileChooser();
            chooser.setTitle(title);
            chooser.getExtensionFilters()
                    .addAll(
                            new FileChooser.ExtensionFilter(Say.of("file.archives"), "*" + ENDING),
                            new FileChooser.ExtensionFilter(Say.of("file.all"), "*"));
            return chooser;
        }
    }
}
