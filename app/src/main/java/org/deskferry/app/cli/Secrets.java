package org.deskferry.app.cli;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.proto.v1.ProblemKind;
import picocli.CommandLine.Option;

/** Where the passphrase of an archive comes from: a file, or the person at the terminal. It never leaves this machine. */
final class Secrets {
    @Option(
            names = "--passphrase-file",
            paramLabel = "PATH",
            description = "The passphrase is the first line of this file. Default: it is asked for.")
    private Optional<Path> file = Optional.empty();

    boolean isGiven() {
        return file.isPresent();
    }

    /** One to lock an archive with. */
    Passphrase choose() throws CommandFailure {
        var chosen = file.isPresent() ? fromFile(file.get()) : askTwice();
        if (!chosen.isLongEnough()) {
            throw unusable("It is too short.", "Choose one of at least 8 characters; several words are better.");
        }
        return chosen;
    }

    /** The one that an archive was locked with. */
    Passphrase tell() throws CommandFailure {
        return file.isPresent() ? fromFile(file.get()) : new Passphrase(ask("Passphrase: "));
    }

    private static Passphrase askTwice() throws CommandFailure {
        var first = ask("New passphrase: ");
        if (!Arrays.equals(first, ask("Again: "))) {
            throw unusable("The two were not the same.", "Try again.");
        }
        return new Passphrase(first);
    }

    private static char[] ask(String prompt) throws CommandFailure {
        var console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(
                        () -> unusable("There is no terminal to ask for it at.", "Give it with --passphrase-file."));
        var answer = console.readPassword(prompt);
        if (answer == null) {
            throw unusable("None was given.", "Try again.");
        }
        return answer;
    }

    private static Passphrase fromFile(Path path) throws CommandFailure {
        try (var lines = Files.lines(path)) {
            return new Passphrase(lines.findFirst().orElse("").toCharArray());
        } catch (IOException | UncheckedIOException e) {
            throw unusable("It cannot be read from " + path + ".", "Check the file.");
        }
    }

    private static CommandFailure unusable(String reason, String remedy) {
        return CommandFailure.of(ProblemKind.PROBLEM_KIND_BAD_REQUEST, "passphrase", reason, remedy);
    }
}
