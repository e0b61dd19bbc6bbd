package org.deskferry.app.fleet;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Ways to the displays of pods, from any workstation of the fleet. Thread-safe. */
public final class Tunnels {
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    void add(String workstation, Link link) {
        links.put(workstation, link);
    }

    void remove(String workstation) {
        links.remove(workstation);
    }

    /**
     * Begins one; that the workstation has the pod, and that it runs, is not said by that. The caller closes it. Empty if the fleet
     * has no such workstation.
     */
    public Optional<Tunnel> open(String workstation, String podId) throws TroubleException, InterruptedException {
        var link = links.get(workstation);
        return link == null ? Optional.empty() : Optional.of(link.tunnel(podId));
    }
}
