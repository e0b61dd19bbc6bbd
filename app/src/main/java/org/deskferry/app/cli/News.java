package org.deskferry.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what is seen of workstations into lines that say what changed. */
final class News {
    private final Map<String, Map<String, String>> before = new HashMap<>();

    /** What changed on this workstation since it was seen last; all that is there the first time. */
    List<String> of(Sighting sighting) {
        var now = things(sighting);
        var then = before.put(sighting.member().name(), now);
        var old = then == null ? Map.<String, String>of() : then;
        var lines = new ArrayList<String>();
        now.forEach((thing, state) -> {
            if (!state.equals(old.get(thing))) {
                lines.add(thing + ": " + state);
            }
        });
        if (!sighting.isAway()) {
            old.keySet().stream()
                    .filter(thing -> !now.containsKey(thing))
                    .forEach(thing -> lines.add(thing + ": gone"));
        }
        return lines;
    }

    private static Map<String, String> things(Sighting sighting) {
        var name = sighting.member().name();
        var things = new LinkedHashMap<String, String>();
        things.put("workstation " + name, sighting.isAway() ? Text.plain(sighting.absence()) : "here");
        sighting.pods()
                .forEach(pod -> things.put(
                        "pod " + name + "/" + Text.plain(pod.getManifest().getName()), PodTable.state(pod)));
        sighting.snapshot().stream()
                .flatMap(snapshot -> snapshot.getMovesList().stream())
                .forEach(move -> things.put(
                        "move " + Text.plain(move.getPodName()) + " " + move.getSource() + " -> "
                                + move.getDestination(),
                        Text.word(move.getPhase(), "MOVE_PHASE_")));
        return things;
    }
}
