package org.deskferry.app.board;

import java.util.List;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.deskferry.app.parts.Nodes;
import org.deskferry.proto.v1.Program;

/** The windows of a session, each with its icon; the first few if there are many. */
final class ProgramList extends VBox {
    private final int most;

    ProgramList(int most) {
        this.most = most;
        getStyleClass().add("programs");
    }

    void show(List<Program> programs) {
        getChildren().clear();
        if (programs.isEmpty()) {
            getChildren().add(Nodes.label(Say.of("programs.none"), "program-none"));
        }
        int shown = programs.size() > most ? most - 1 : programs.size();
        programs.stream().limit(shown).forEach(program -> getChildren().add(line(program)));
        if (programs.size() > shown) {
            getChildren().add(Nodes.label(Say.of("programs.more", programs.size() - shown), "program-none"));
        }
    }

    /** The title, or the name where the window has none. */
    static String title(Program program) {
        return program.getTitle().isBlank() ? program.getName() : program.getTitle();
    }

    private static HBox line(Program program) {
        var title = Nodes.label(title(program), "program-title");
        title.setTooltip(new Tooltip(program.getName() + " · " + title(program)));
        title.setMinWidth(0);
        var line = new HBox(Nodes.icon(ProgramIcons.of(program.getName()), "program-icon"), title);
        line.getStyleClass().add("program");
        return line;
    }
}
