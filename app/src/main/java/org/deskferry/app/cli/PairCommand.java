package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.identity.Member;
import org.deskferry.app.pairing.Acquaintance;
import org.deskferry.app.pairing.Admission;
import org.deskferry.pairing.Fingerprint;
import org.deskferry.pairing.PairingCode;
import org.deskferry.proto.v1.ProblemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deskferry fleet pair}. */
@Command(
        name = "pair",
        description = {
            "Takes a workstation into the fleet by the one-time code that 'deskferry-host pair' shows there.",
            "The code is asked for; where there is no terminal, it is the first line of standard input."
        },
        mixinStandardHelpOptions = true)
final class PairCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "HOST[:PORT]",
            description = "Where it can be reached. Default port: " + Admission.USUAL_PORT + ".")
    private String address = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What it has to call itself (name in its host.conf). Default: what it calls itself.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--site",
            paramLabel = "PLACE",
            defaultValue = "",
            description = "Where it stands, as people call that, to find it among many.")
    private String site = "";

    @Option(names = "--replace", description = "It may be a member already; its certificate is made anew.")
    private boolean replace;

    PairCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        var office = new FleetOffice(session.folder());
        var admission = new Admission(office, place());
        var met = admission.meet();
        refuseIfOther(met.member());
        var member = FleetCommand.member(met.member().name(), met.member().address(), site);
        office.examine(member, replace);
        refuseIfNoCode(met);
        if (!session.json()) {
            session.out()
                    .println("At " + member.address() + " is a workstation that calls itself " + member.name() + ".");
            session.out().println("Fingerprint: " + met.key().words());
            session.out().flush();
        }
        admission.pair(met, member, code(), replace);
        report(member, met.key());
        return ExitCode.OK;
    }

    private void report(Member member, Fingerprint key) {
        if (session.json()) {
            var result = new JsonObject();
            result.addProperty("name", member.name());
            result.addProperty("address", member.address());
            result.addProperty("site", member.site());
            result.addProperty("fingerprint", key.words());
            session.printJson(result);
        } else {
            session.out()
                    .println("Paired: " + member.name()
                            + " belongs to the fleet. 'deskferry ls' shows it in some seconds.");
        }
    }

    private void refuseIfOther(Member met) throws CommandFailure {
        if (name.isPresent() && !name.get().equals(met.name())) {
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                    "workstation " + name.get(),
                    "At " + address + " is one that calls itself " + met.name() + ".",
                    "Check the address, or set name=" + name.get() + " in its host.conf and restart its host service.");
        }
    }

    private static void refuseIfNoCode(Acquaintance met) throws CommandFailure {
        if (!met.showsCode()) {
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_NO_PAIRING_CODE,
                    "workstation " + met.member().name(),
                    "It shows no pairing code.",
                    "Run 'deskferry-host pair' there and type the code here within 10 minutes.");
        }
    }

    private PairingCode code() throws CommandFailure {
        try {
            return PairingCode.parse(typed());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    "pairing code",
                    String.valueOf(e.getMessage()),
                    "Type what 'deskferry-host pair' shows.");
        }
    }

    private static String typed() {
        var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (console.isPresent()) {
            return Objects.requireNonNullElse(console.get().readLine("Pairing code: "), "");
        }
        try {
            var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return Objects.requireNonNullElse(input.readLine(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Member place() throws CommandFailure {
        try {
            return Admission.place(address);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    "workstation at " + address,
                    String.valueOf(e.getMessage()),
                    "Correct it and try again.");
        }
    }
}
