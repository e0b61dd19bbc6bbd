package org.deskferry.app.evacuation;

import java.util.List;
import java.util.Optional;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.Snapshot;

/**
 * A workstation as it was last seen.
 *
 * @param snapshot empty while it does not answer
 */
public record Seen(String workstation, Optional<Snapshot> snapshot) {

    List<Pod> pods() {
        return snapshot.map(Snapshot::getPodsList).orElse(List.of());
    }

    Optional<Pod> pod(String id) {
        return pods().stream()
                .filter(pod -> pod.getManifest().getId().equals(id))
                .findFirst();
    }
}
