package org.deskferry.app.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ListHistoryResponse;

/** One question to all workstations, and what they have answered so far. FX thread only. */
final class Inquiry {
    private final Runnable changed;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();
    private int open;
    private boolean more;

    /** {@code changed}: an answer has come. */
    Inquiry(Runnable changed) {
        this.changed = changed;
    }

    void ask(FleetModel fleet, ListHistoryRequest request) {
        open = fleet.workstations().size();
        for (var workstation : fleet.workstations()) {
            fleet.history(workstation, request, this::answered, _ -> unanswered(workstation));
        }
    }

    private void answered(ListHistoryResponse page) {
        page.getEntriesList().forEach(entry -> lines.add(new Line(entry)));
        more |= page.getMore();
        end();
    }

    private void unanswered(WorkstationModel workstation) {
        silent.add(workstation.name());
        end();
    }

    private void end() {
        open--;
        changed.run();
    }

    /** The newest first. */
    List<Line> lines() {
        return lines.stream()
                .sorted(Comparator.comparing(Line::time).reversed())
                .toList();
    }

    /** Workstations that did not answer, by name. */
    List<String> silent() {
        return silent.stream().sorted().toList();
    }

    boolean isOver() {
        return open == 0;
    }

    /** Some have more than they were asked for. */
    boolean hasMore() {
        return more;
    }
}
