package org.deskferry.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deskferry completion}. */
@Command(
        name = "completion",
        description = "Prints completions for bash: source <(deskferry completion).",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.out().print(AutoComplete.bash("deskferry", spec.root().commandLine()));
    }
}
