package org.deskferry.app.cli;

import com.google.gson.JsonElement;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.Problems;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands share: their options, where they write to, and the fleet. */
class Session {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print JSON: one object, or of a stream one object a line.")
    private boolean json;

    @Option(
            names = "--fleet",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The fleet's folder. Default: $DESKFERRY_FLEET, else deskferry/fleet in ~/.config.")
    private Path folder = FleetFolder.usual().path();

    Session(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    boolean json() {
        return json;
    }

    FleetFolder folder() {
        return new FleetFolder(folder);
    }

    /** The workstations of the fleet. The caller closes them. */
    Workstations workstations() throws FleetException {
        return new Workstations(Fleet.load(folder));
    }

    void printJson(JsonElement value) {
        out.println(value);
        out.flush();
    }

    /** Problems as help, or as JSON, on standard error. */
    void printProblems(List<Problem> problems) {
        out.flush();
        if (json) {
            err.println(Json.of(Problems.newBuilder().addAllProblems(problems)));
        } else {
            problems.forEach(problem -> err.println(Text.help(problem)));
        }
        err.flush();
    }

    /** What is done with one of several things. */
    @FunctionalInterface
    interface Deed {
        void to(String thing) throws CommandFailure;
    }

    /** Does it to each, whatever became of those before, prints what went wrong and returns the exit code. */
    int each(Set<String> things, Deed deed) {
        var failures = new ArrayList<CommandFailure>();
        for (var thing : things) {
            try {
                deed.to(thing);
            } catch (CommandFailure e) {
                printProblems(e.problems());
                failures.add(e);
            }
        }
        if (failures.isEmpty()) {
            return ExitCode.OK;
        }
        return failures.size() < things.size()
                ? ExitCode.PARTLY
                : failures.getFirst().exitCode();
    }
}
