package org.deskferry.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deskferry.proto.v1.ProblemKind;
import picocli.CommandLine.Command;

/** {@code deskferry open POD}. The window is a program of its own: this one is quick because it has none. */
@Command(
        name = "open",
        description =
                "Opens a window to work in a pod, which follows it in its moves. Returns when the window is closed.",
        mixinStandardHelpOptions = true)
final class OpenCommand extends PodCommand {
    private static final String WINDOW = "deskferry-board";

    OpenCommand(Session session) {
        super(session);
    }

    @Override
    void act(Workstations workstations, FoundPod found) throws CommandFailure {
        if (Optional.ofNullable(System.getenv("DISPLAY")).orElse("").isEmpty()) {
            throw failure("There is no display to open it on.", "Run this in a desktop session, or set DISPLAY.");
        }
        var fleet = session.folder().path().toAbsolutePath();
        var window = new ProcessBuilder(program(), "--fleet=" + fleet, "--pod=" + found.id()).inheritIO();
        try {
            int end = window.start().waitFor();
            if (end != 0) {
                throw failure("It ended with code " + end + ".", "See what it said above.");
            }
        } catch (IOException e) {
            throw failure("It cannot be started: " + e.getMessage() + ".", "Install the package deskferry as a whole.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Beside this program where that is installed, else where its starter says, else among the usual programs. */
    private static String program() {
        return Optional.ofNullable(System.getenv("DESKFERRY_BOARD"))
                .or(() -> Optional.ofNullable(System.getProperty("jpackage.app-path"))
                        .map(path -> Path.of(path).resolveSibling(WINDOW).toString()))
                .orElse(WINDOW);
    }

    private static CommandFailure failure(String reason, String remedy) {
        return CommandFailure.of(ProblemKind.PROBLEM_KIND_INTERNAL, "window", reason, remedy);
    }
}
