package org.deskferry.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.ListSnapshotsRequest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.SnapshotRecord;

/** A snapshot, and the workstation that has it. */
record FoundSnapshot(Member member, SnapshotRecord snapshot) {
    /**
     * What the workstations have.
     *
     * @param problems of those that do not answer
     */
    record All(List<FoundSnapshot> found, List<Problem> problems) {
        /** The one that {@code text} means: its name, "workstation/name", or its id. */
        FoundSnapshot one(String text) throws CommandFailure {
            var fitting = found.stream().filter(each -> each.isMeantBy(text)).toList();
            if (fitting.size() == 1) {
                return fitting.getFirst();
            }
            if (fitting.isEmpty() && !problems.isEmpty()) {
                throw new CommandFailure(problems);
            }
            throw CommandFailure.of(
                    fitting.isEmpty()
                            ? ProblemKind.PROBLEM_KIND_UNKNOWN_SNAPSHOT
                            : ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    "snapshot " + text,
                    fitting.isEmpty()
                            ? "No workstation has it."
                            : "There are several: "
                                    + fitting.stream().map(FoundSnapshot::path).collect(Collectors.joining(", ")) + ".",
                    fitting.isEmpty()
                            ? "Run 'deskferry snapshots' to see which there are and where."
                            : "Say which one, as WORKSTATION/NAME.");
        }
    }

    static All look(Workstations workstations) {
        var found = new ArrayList<FoundSnapshot>();
        var problems = new ArrayList<Problem>();
        for (var answer : workstations.askAll(member -> ask(workstations, member))) {
            found.addAll(answer.found());
            problems.addAll(answer.problems());
        }
        return new All(found, problems);
    }

    private static All ask(Workstations workstations, Member member) {
        try {
            var list = workstations.callRest(
                    member, stub -> stub.listSnapshots(ListSnapshotsRequest.getDefaultInstance()));
            return new All(
                    list.getSnapshotsList().stream()
                            .map(snapshot -> new FoundSnapshot(member, snapshot))
                            .toList(),
                    List.of());
        } catch (CommandFailure e) {
            return new All(List.of(), e.problems());
        }
    }

    private String path() {
        return member.name() + "/" + snapshot.getName();
    }

    private boolean isMeantBy(String text) {
        return text.equals(snapshot.getName()) || text.equals(path()) || text.equals(snapshot.getId());
    }
}
