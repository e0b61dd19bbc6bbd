package org.deskferry.app.cli;

import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import picocli.CommandLine.Parameters;

/** A command about one pod, wherever it is. */
abstract class PodCommand implements Callable<Integer> {
    final Session session;

    @Parameters(index = "0", paramLabel = "POD", description = "Which pod.")
    private String pod = "";

    PodCommand(Session session) {
        this.session = session;
    }

    @Override
    public final Integer call() throws FleetException, CommandFailure {
        try (var workstations = session.workstations()) {
            act(workstations, FoundPod.among(workstations.look(), pod));
            return ExitCode.OK;
        }
    }

    /** Does what the command is for, and prints what came of it. */
    abstract void act(Workstations workstations, FoundPod found) throws CommandFailure;
}
