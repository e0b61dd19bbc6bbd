package org.deskferry.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deskferry.app.identity.FleetException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code deskferry}. */
@Command(
        name = "deskferry",
        description = "Moves running desktops from one workstation to another.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed on the way; what was begun has been undone",
            "2:wrong arguments",
            "3:refused; nothing has changed",
            "4:a workstation does not answer",
            "5:done in part: something was left behind, or some of several things failed"
        },
        footerHeading = "%n",
        footer = "A pod goes by its name, by WORKSTATION/NAME where several have the name, or by its id.")
public final class Deskferry extends Session {
    private Deskferry(PrintWriter out, PrintWriter err) {
        super(out, err);
    }

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, err));
    }

    /** Runs a command and returns its exit code. */
    static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
        var exitCode = commandLine(out, err).execute(arguments.toArray(String[]::new));
        out.flush();
        err.flush();
        return exitCode;
    }

    /** All commands, which print to these. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        var session = new Deskferry(out, err);
        return new CommandLine(session)
                .addSubcommand(new LsCommand(session))
                .addSubcommand(new CreateCommand(session))
                .addSubcommand(new CheckCommand(session))
                .addSubcommand(new CommandLine(new MoveCommand(session))
                        .addSubcommand(new CancelCommand(session))
                        .addSubcommand(new ResolveCommand(session)))
                .addSubcommand(new SuspendCommand(session))
                .addSubcommand(new ResumeCommand(session))
                .addSubcommand(new ExportCommand(session))
                .addSubcommand(new ImportCommand(session))
                .addSubcommand(new InspectCommand(session))
                .addSubcommand(new SnapshotCommand(session))
                .addSubcommand(new SnapshotsCommand(session))
                .addSubcommand(new RestoreCommand(session))
                .addSubcommand(new RmSnapshotCommand(session))
                .addSubcommand(new EvacuateCommand(session))
                .addSubcommand(new RmCommand(session))
                .addSubcommand(new OpenCommand(session))
                .addSubcommand(new ShowCommand(session))
                .addSubcommand(new PortsCommand(session))
                .addSubcommand(new WatchCommand(session))
                .addSubcommand(new HistoryCommand(session))
                .addSubcommand(new CensusCommand(session))
                .addSubcommand(new CommandLine(new FleetCommand(session))
                        .addSubcommand(new PairCommand(session))
                        .addSubcommand(new FindCommand(session)))
                .addSubcommand(new CompletionCommand(session))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, arguments) -> misused(session, failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(session, failure));
    }

    private static int misused(Session session, ParameterException failure) {
        var command = failure.getCommandLine().getCommandSpec().qualifiedName();
        session.err().println(failure.getMessage() + "\n  See '" + command + " --help'.");
        return ExitCode.USAGE;
    }

    private static int report(Session session, Exception failure) throws Exception {
        return switch (failure) {
            case CommandFailure refused -> {
                session.printProblems(refused.problems());
                yield refused.exitCode();
            }
            case FleetException refused -> {
                session.printProblems(refused.problems());
                yield ExitCode.of(refused.problems());
            }
            default -> throw failure;
        };
    }
}
