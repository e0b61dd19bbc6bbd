package org.deskferry.app.cli;

import com.google.protobuf.util.Timestamps;
import java.util.List;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.Program;
import org.deskferry.proto.v1.Snapshot;

/** Pods as a table. */
final class PodTable {
    private static final int LONGEST_TITLES = 60;

    private PodTable() {}

    static Table of(List<Sighting> sightings) {
        var table = new Table("POD", "WORKSTATION", "STATE", "UP", "MEMORY", "CONNECTIONS", "PROGRAMS");
        sightings.forEach(sighting -> sighting.snapshot()
                .ifPresent(snapshot -> snapshot.getPodsList().forEach(pod -> add(table, sighting, snapshot, pod))));
        return table;
    }

    private static void add(Table table, Sighting sighting, Snapshot snapshot, Pod pod) {
        table.add(
                pod.getManifest().getName(),
                sighting.member().name(),
                state(pod),
                uptime(snapshot, pod),
                Text.bytes(pod.getMemoryBytes()),
                String.valueOf(pod.getConnections()),
                Text.shortened(titles(pod), LONGEST_TITLES));
    }

    static String state(Pod pod) {
        return Text.word(pod.getState(), "POD_STATE_");
    }

    /** By the workstation's own clock, on which the session began. */
    static String uptime(Snapshot snapshot, Pod pod) {
        return pod.getStarted().getSeconds() > 0
                ? Text.age(Timestamps.between(
                        pod.getStarted(), snapshot.getWorkstation().getTime()))
                : "-";
    }

    static String title(Program program) {
        return Text.plain(program.getTitle().isEmpty() ? program.getName() : program.getTitle());
    }

    private static String titles(Pod pod) {
        return String.join(
                "; ", pod.getProgramsList().stream().map(PodTable::title).toList());
    }
}
