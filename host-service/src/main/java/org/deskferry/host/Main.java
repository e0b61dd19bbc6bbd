package org.deskferry.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deskferry.host.config.HostConfig;
import org.deskferry.host.machine.Version;
import org.deskferry.host.problem.ProblemException;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code deskferry-host}: the service of a workstation. */
@Command(
        name = "deskferry-host",
        description =
                "Runs pods on this workstation and moves them to others. Without a command: serves until SIGTERM.",
        mixinStandardHelpOptions = true,
        subcommands = {ImageCommand.class, PairCommand.class},
        versionProvider = Main.VersionText.class)
public final class Main implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings (default: ${DEFAULT-VALUE}, if it exists).")
    private Path config = HostConfig.DEFAULT_FILE;

    public static void main(String[] arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::report)
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        HostService.run(settings());
        return CommandLine.ExitCode.OK;
    }

    HostConfig settings() {
        return config.equals(HostConfig.DEFAULT_FILE) && !Files.exists(config)
                ? HostConfig.defaults()
                : HostConfig.read(config);
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (!(failure instanceof ProblemException problems)) {
            throw failure;
        }
        problems.problems()
                .forEach(problem -> command.getErr()
                        .println(problem.getThing() + ": " + problem.getReason() + "\n  " + problem.getRemedy()));
        return CommandLine.ExitCode.SOFTWARE;
    }

    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"deskferry-host " + Version.current()};
        }
    }
}
