package org.deskferry.app.board;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;

/** What a pod may be called. */
final class PodName {
    // As PodManifest.name says.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private PodName() {}

    /** What is wrong with it, in words; empty if nothing is. */
    static String problem(String name, FleetModel fleet) {
        if (!NAME.matcher(name).matches()) {
            return Say.of("name.rule");
        }
        return taken(fleet).contains(name) ? Say.of("name.taken", name) : "";
    }

    /** Of the whole fleet: a pod would otherwise meet its namesake when it moves. */
    static Set<String> taken(FleetModel fleet) {
        return fleet.workstations().stream()
                .flatMap(each -> each.pods().stream())
                .map(PodModel::name)
                .collect(Collectors.toSet());
    }
}
