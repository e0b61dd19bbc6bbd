package org.deskferry.app;

import java.util.List;
import javafx.application.Application;

/** Starts the app. It is no {@link Application} itself, so that JavaFX may also lie on the class path. */
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        var wrong = List.of(arguments).stream()
                .filter(argument -> !argument.startsWith(BoardApplication.FLEET))
                .filter(argument -> !argument.startsWith(BoardApplication.POD))
                .findFirst();
        if (wrong.isPresent()) {
            System.err.println(
                    "deskferry-board: '" + wrong.get() + "' is not understood." + "\n  Usage: deskferry-board ["
                            + BoardApplication.FLEET + "DIR] [" + BoardApplication.POD + "ID]");
            System.exit(USAGE);
        }
        Application.launch(BoardApplication.class, arguments);
    }
}
