package org.deskferry.app.cli;

import java.io.PrintWriter;
import java.util.List;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;

/** What a move measured. */
record MoveReport(MoveProgress end) {

    void print(PrintWriter out, boolean steps) {
        var result = end.getResult();
        out.println(Text.plain(end.getPodName()) + " moved from " + end.getSource() + " to " + end.getDestination()
                + " in " + Text.seconds(result.getTotal()) + ": frozen " + frozen(result) + ", "
                + result.getConnectionsKept() + " of " + Text.count(result.getConnectionsBefore(), "connection")
                + " kept, " + Text.bytes(result.getBytes()) + " sent.");
        if (steps) {
            var table = new Table("STEP", "BEGIN", "LENGTH", "FROZEN");
            result.getStepsList()
                    .forEach(step -> table.add(
                            (step.getAtDestination() ? "destination: " : "") + step.getName(),
                            Text.seconds(step.getBegin()),
                            Text.seconds(step.getLength()),
                            step.getFrozen() ? "yes" : "no"));
            table.print(out);
        }
        printResidue(out, end.getSource(), result.getResidueList());
        printResidue(out, end.getDestination(), result.getDestinationResidueList());
    }

    private static String frozen(MoveResult result) {
        var frozen = Text.seconds(result.getFrozen());
        return result.hasFrozenEstimate()
                ? frozen + " (estimated " + Text.seconds(result.getFrozenEstimate()) + ")"
                : frozen;
    }

    private static void printResidue(PrintWriter out, String workstation, List<String> residue) {
        if (residue.isEmpty()) {
            out.println("Nothing is left behind on " + workstation + ".");
        } else {
            out.println("Left behind on " + workstation + ":");
            residue.forEach(thing -> out.println("  " + Text.plain(thing)));
        }
    }
}
