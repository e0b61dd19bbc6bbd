package org.deskferry.host;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.deskferry.host.access.IdentityFolder;
import org.deskferry.host.config.HostConfig;
import org.deskferry.host.pairing.Invitation.Fate;
import org.deskferry.host.pairing.PairingDesk;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code deskferry-host pair}: asks the service of this machine, which runs, for a code. */
@Command(
        name = "pair",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a one-time code by which an operator takes this workstation into a fleet, with 'deskferry fleet pair HOST', and waits "
                    + "until that is done.",
            "The code counts for 10 minutes, while this command runs, and for three tries. The host service has to run."
        })
final class PairCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        var config = main.settings();
        refuseMember(config);
        try {
            var fate = PairingDesk.ask(config.runDir(), this::print);
            if (fate != Fate.USED) {
                throw failed(why(fate));
            }
            print("Paired: workstation " + config.name() + " belongs to the operator's fleet now.");
            return ExitCode.OK;
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_UNREACHABLE,
                    say("host service"),
                    say("It does not wait to be paired: {0}.", e.getMessage()),
                    say(
                            "Start it ('systemctl start deskferry-host'), as root too, and look into its log ('journalctl -u "
                                    + "deskferry-host')."));
        }
    }

    private static void refuseMember(HostConfig config) {
        if (isMember(new IdentityFolder(config.identityDir(), config.name()))) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_NOT_ALLOWED,
                    say("workstation {0}", config.name()),
                    say("It belongs to a fleet already."),
                    say(
                            "To take it into another one, move certificate.pem and fleet.pem out of {0} and restart the host service.",
                            config.identityDir()));
        }
    }

    /** Files that do not fit make no member; the pairing replaces them. */
    private static boolean isMember(IdentityFolder folder) {
        try {
            return folder.load().isPresent();
        } catch (ProblemException e) {
            return false;
        }
    }

    private static Phrase why(Fate fate) {
        return switch (fate) {
            case GUESSED_AT -> say("It was typed wrong three times.");
            case OVERRUN -> say("So many have asked for an exchange that somebody seems to disturb it.");
            case EXPIRED -> say("Its 10 minutes are over.");
            case WITHDRAWN, OPEN, USED -> say("Another 'deskferry-host pair' shows a newer one.");
        };
    }

    private static ProblemException failed(Phrase reason) {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE,
                say("pairing code"),
                reason,
                say("Run 'deskferry-host pair' again."));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
