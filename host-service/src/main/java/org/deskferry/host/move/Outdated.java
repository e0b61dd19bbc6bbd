package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import org.deskferry.host.pod.Tombstones;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.SupersedeRequest;
import org.deskferry.proto.v1.SupersedeResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Old copies of pods: not let in, and removed where they are found. Of two copies the one with the larger epoch is the pod. */
public final class Outdated {
    private static final Logger LOG = LoggerFactory.getLogger(Outdated.class);

    private final MoveRooms rooms;

    public Outdated(MoveRooms rooms) {
        this.rooms = rooms;
    }

    /** Why a pod may not come here: a newer one has been here, or this one was removed. */
    public static Problem refusal(PodManifest offered, String workstation) {
        return Phrases.problem(
                ProblemKind.PROBLEM_KIND_OUTDATED,
                say("pod {0}", offered.getName()),
                say(
                        "It is an old copy: workstation {0} had a newer one, which has moved on or was removed.",
                        workstation),
                say("Remove the old copy with 'deskferry rm {0}'.", offered.getName()));
    }

    /** Removes a copy that is here if the pod has a larger epoch elsewhere. */
    void removeOlderThan(PodManifest pod) {
        removeOlderThan(pod.getId(), pod.getEpoch());
    }

    private void removeOlderThan(String podId, long epoch) {
        var older = rooms.pods().list().stream()
                .filter(pod -> pod.id().equals(podId) && pod.manifest().getEpoch() < epoch)
                .findFirst();
        if (older.isPresent()) {
            var pod = older.get();
            try (var hold = rooms.pods().hold(podId, PodState.POD_STATE_ENDED, "");
                    var _ = rooms.displays().of(pod).pause()) {
                LOG.warn("pod {}: the copy here is outdated and is removed", pod.name());
                rooms.remover().remove(hold);
                rooms.displays().forget(pod);
            }
        }
    }

    /**
     * The same, as another workstation asks for it, and remembered.
     *
     * @throws ProblemException (POD_BUSY) while the copy here is being moved; (OUTDATED) if it is the newer one
     */
    public SupersedeResponse supersede(SupersedeRequest request) {
        var id = request.getPodId();
        removeOlderThan(id, request.getEpoch());
        if (rooms.pods().has(id)) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_OUTDATED,
                    say("pod {0}", id),
                    say(
                            "Workstation {0} has a copy that is as new.",
                            rooms.machine().name()),
                    say("Remove one of the two with 'deskferry rm'."));
        }
        var gone = tombstones().of(id);
        tombstones().outdate(id, request.getEpoch());
        return gone.filter(tombstone -> tombstone.getEpoch() < request.getEpoch())
                .map(tombstone -> SupersedeResponse.newBuilder()
                        .setDestination(tombstone.getDestination())
                        .setDestinationAddress(tombstone.getDestinationAddress())
                        .build())
                .orElse(SupersedeResponse.getDefaultInstance());
    }

    private Tombstones tombstones() {
        return rooms.tombstones();
    }
}
