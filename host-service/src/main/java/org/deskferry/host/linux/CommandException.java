package org.deskferry.host.linux;

import java.util.List;

/** A program of the machine failed. The message holds its words, exit code and output. */
public final class CommandException extends RuntimeException {
    CommandException(List<String> words, Command.Outcome outcome) {
        super(message(words, outcome));
    }

    CommandException(List<String> words, Command.Outcome outcome, Throwable cause) {
        super(message(words, outcome), cause);
    }

    private static String message(List<String> words, Command.Outcome outcome) {
        return "'" + String.join(" ", words) + "' failed (" + outcome.exitCode() + "): " + outcome.output();
    }
}
