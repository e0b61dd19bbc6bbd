package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.ArrayList;
import java.util.List;
import org.deskferry.host.checkpoint.UserFaults;
import org.deskferry.host.pod.ManifestCheck;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** The destination's look at an offer: every reason against it at once. Changes nothing. */
public final class OfferExam {
    /** What the machine keeps for itself. */
    private static final long RESERVE = 64L << 20;

    private final MoveRooms rooms;

    public OfferExam(MoveRooms rooms) {
        this.rooms = rooms;
    }

    /**
     * The offer with the addresses that the pod would be at.
     *
     * @throws ProblemException (BAD_REQUEST) if it makes no sense, (ADDRESS_IN_USE) if there are none
     */
    public Offer place(Offer offer) {
        var placed = rooms.lodging().place(ManifestCheck.check(offer.getManifest()));
        return offer.toBuilder().setManifest(placed).build();
    }

    /**
     * The answer to an offer that is {@linkplain #place placed}.
     *
     * @throws ProblemException (BAD_REQUEST) if it makes no sense
     */
    public Answer answer(Offer offer) {
        var imageIsHere =
                rooms.images().has(ManifestCheck.check(offer.getManifest()).getImage());
        var comparison = new MachineComparison(
                offer, rooms.machine().name(), rooms.machine().facts());
        var refusals = new ArrayList<Problem>();
        var engine = rooms.machine().engine().problems();
        refusals.addAll(engine.isEmpty() ? comparison.engineRefusals() : engine);
        refusals.addAll(rooms.pods().collisions().of(offer.getManifest()));
        if (rooms.tombstones().seen(offer.getManifest().getId())
                >= offer.getManifest().getEpoch()) {
            refusals.add(Outdated.refusal(offer.getManifest(), rooms.machine().name()));
        }
        refusals.addAll(rooms.lan().refusals(offer.getManifest().getAddress()));
        refusals.addAll(comparison.refusals());
        measure(offer, imageIsHere, refusals);
        var answer = Answer.newBuilder();
        var address = offer.getManifest().getAddress();
        if (address.hasCareOf()) {
            answer.setCareOf(address.getCareOf());
        } else if (!rooms.lodging().isAtHome(address)) {
            answer.addWarnings(isOffItsNetwork(address));
        }
        return answer.addAllRefusals(refusals)
                .addAllWarnings(comparison.warnings())
                .setNeedsImage(!imageIsHere)
                .setTakesMemory(UserFaults.areAllowed())
                .setKeepsPages(UserFaults.areAllowed() && rooms.kept().has(offer.getManifest()))
                .setMachine(rooms.machine().facts())
                .build();
    }

    private Problem isOffItsNetwork(PodAddress address) {
        return Phrases.problem(
                ProblemKind.PROBLEM_KIND_NETWORK_DIFFERS,
                say("address {0}", address.getIpv4()),
                say(
                        "The pods of {0} are on {1}. If that is another network, nobody will reach the pod there, and its "
                                + "connections break off.",
                        rooms.machine().name(), rooms.lodging().network()),
                say(
                        "Join the workstations by an overlay (docs/overlay.md), or set network.translation on all of them."));
    }

    private void measure(Offer offer, boolean imageIsHere, List<Problem> refusals) {
        // A checkpoint in memory, and the memory it becomes.
        var memory = 2 * offer.getMemoryBytes() + RESERVE;
        var memoryFree = rooms.machine().memoryAvailable();
        if (memoryFree < memory) {
            refusals.add(Phrases.problem(
                    ProblemKind.PROBLEM_KIND_MEMORY_SHORT,
                    say("workstation {0}", rooms.machine().name()),
                    say("The move needs {0} of memory, and {1} are free.", Sizes.text(memory), Sizes.text(memoryFree)),
                    say("End programs there, or choose another workstation.")));
        }
        var disk = offer.getDiskBytes() + (imageIsHere ? 0 : offer.getImageBytes()) + RESERVE;
        var diskFree = rooms.machine().diskFree();
        if (diskFree < disk) {
            refusals.add(Phrases.problem(
                    ProblemKind.PROBLEM_KIND_DISK_FULL,
                    say("workstation {0}", rooms.machine().name()),
                    say(
                            "The move needs {0} of disk space in {1}, and {2} are free.",
                            Sizes.text(disk), rooms.machine().state(), Sizes.text(diskFree)),
                    say("Make room there, or choose another workstation.")));
        }
    }
}
