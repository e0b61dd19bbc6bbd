package org.deskferry.app.cli;

import java.io.PrintWriter;
import java.util.List;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MoveEstimate;
import org.deskferry.proto.v1.Problem;

/** Whether a pod can move, what stands in the way, and what the move would cost. */
record CheckReport(FoundPod found, String destination, MoveCheck check) {

    void print(PrintWriter out) {
        var source = found.member().name();
        out.println(Text.plain(found.name()) + (check.getRefusalsCount() == 0 ? " can move" : " cannot move now")
                + " from " + source + " to " + destination + ".");
        if (check.getRefusalsCount() + check.getWarningsCount() > 0) {
            var table = new Table("", "WHAT", "WHY, AND WHAT TO DO");
            add(table, "no", check.getRefusalsList());
            add(table, "note", check.getWarningsList());
            table.print(out);
        }
        if (check.hasEstimate()) {
            var estimate = check.getEstimate();
            out.println(Text.bytes(estimate.getBytes()) + " to copy; the image is "
                    + (estimate.getNeedsImage() ? "among it." : "at " + destination + " already."));
            out.println("Expected freeze " + Text.seconds(estimate.getFreeze()) + ", " + basis(estimate) + ".");
        }
    }

    private static void add(Table table, String mark, List<Problem> problems) {
        for (var problem : problems) {
            table.add(mark, problem.getThing(), problem.getReason());
            table.add("", "", problem.getRemedy());
        }
    }

    private String basis(MoveEstimate estimate) {
        var source = found.member().name();
        return switch (estimate.getBasis()) {
            case BASIS_THIS_POD -> "as in " + Text.count(estimate.getMoves(), "earlier move") + " of it from " + source;
            case BASIS_OTHER_PODS ->
                "as in " + Text.count(estimate.getMoves(), "move") + " of other pods from " + source
                        + ", by their processes";
            default -> "by its processes, as measured elsewhere";
        };
    }
}
