package org.deskferry.host.move;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.MachineFacts;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** The destination's look at an offer: every reason against it at once. Changes nothing. */
final class OfferExam {
    /** What the machine keeps for itself. */
    private static final long RESERVE = 64L << 20;

    private final MoveRooms rooms;
    private final boolean imageIsHere;

    OfferExam(MoveRooms rooms, boolean imageIsHere) {
        this.rooms = rooms;
        this.imageIsHere = imageIsHere;
    }

    List<Problem> refusals(Offer offer) {
        var refusals = new ArrayList<Problem>();
        refusals.addAll(rooms.machine().engine().problems());
        refusals.addAll(rooms.pods().collisions().of(offer.getManifest()));
        rooms.probe().conflict(offer.getManifest().getAddress()).ifPresent(refusals::add);
        compareCpus(offer.getMachine(), refusals);
        measure(offer, refusals);
        return refusals;
    }

    /** A program may use what its processor had when it started, so the destination's must have it too. */
    private void compareCpus(MachineFacts source, List<Problem> refusals) {
        var here = Set.copyOf(rooms.machine().facts().getCpuFlagsList());
        var missing = source.getCpuFlagsList().stream()
                .filter(flag -> !here.contains(flag))
                .toList();
        if (!missing.isEmpty()) {
            refusals.add(ProblemException.problem(
                    ProblemKind.PROBLEM_KIND_CPU_DIFFERS,
                    "workstation " + rooms.machine().name(),
                    "Its processor lacks " + String.join(", ", missing.subList(0, Math.min(8, missing.size())))
                            + ", which the pod's programs may be using.",
                    "Move the pod to a workstation with a processor at least as capable."));
        }
    }

    private void measure(Offer offer, List<Problem> refusals) {
        // A checkpoint in memory, and the memory it becomes.
        var memory = 2 * offer.getMemoryBytes() + RESERVE;
        var memoryFree = rooms.machine().memoryAvailable();
        if (memoryFree < memory) {
            refusals.add(ProblemException.problem(
                    ProblemKind.PROBLEM_KIND_MEMORY_SHORT,
                    "workstation " + rooms.machine().name(),
                    "The move needs " + Sizes.text(memory) + " of memory, and " + Sizes.text(memoryFree) + " are free.",
                    "End programs there, or choose another workstation."));
        }
        var disk = offer.getDiskBytes() + (imageIsHere ? 0 : offer.getImageBytes()) + RESERVE;
        var diskFree = rooms.machine().diskFree();
        if (diskFree < disk) {
            refusals.add(ProblemException.problem(
                    ProblemKind.PROBLEM_KIND_DISK_FULL,
                    "workstation " + rooms.machine().name(),
                    "The move needs " + Sizes.text(disk) + " of disk space in "
                            + rooms.machine().state() + ", and " + Sizes.text(diskFree) + " are free.",
                    "Make room there, or choose another workstation."));
        }
    }
}
