package org.deskferry.host.move;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MoveEstimate;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** Asks what a move asks before it begins, on both sides, and begins none. */
final class Preflight {
    private final MoveRooms rooms;
    private final Peers peers;
    private final FreezeHistory freezes;

    Preflight(MoveRooms rooms, Peers peers, FreezeHistory freezes) {
        this.rooms = rooms;
        this.peers = peers;
        this.freezes = freezes;
    }

    /**
     * Everything that stands in the way of a move, and what it would cost.
     *
     * @throws ProblemException if the pod is unknown
     */
    MoveCheck check(String podName, String destination, String address) throws InterruptedException {
        PodNames.checkName(destination);
        var pod = rooms.pods().find(podName);
        var check = MoveCheck.newBuilder();
        try {
            requireReady(pod, destination);
            var proposal = new Proposal(rooms, pod);
            check.addAllRefusals(proposal.obstacles());
            var offer = proposal.offer(UUID.randomUUID().toString(), TreeRounds.size(pod));
            var asked = Timestamps.now();
            var answer = peers.examine(destination, address, offer);
            check.addAllRefusals(answer.getRefusalsList())
                    .addAllWarnings(answer.getWarningsList())
                    .setEstimate(estimate(pod, offer, answer));
            var change = new ChangeOfAddress(rooms.news());
            pod.initPid()
                    .ifPresent(initPid ->
                            check.addAllWarnings(change.warnings(pod.manifest().getAddress(), initPid, answer)));
            new ClockComparison(asked, Timestamps.now())
                    .with(answer.getMachine().getTime(), destination)
                    .ifPresent(check::addWarnings);
        } catch (ProblemException e) {
            check.addAllRefusals(e.problems());
        } catch (IOException e) {
            check.addRefusals(Failures.onDisk(rooms.machine().name(), e));
        }
        return check.build();
    }

    private void requireReady(HostedPod pod, String destination) {
        var refusals = new ArrayList<Problem>();
        if (destination.equals(rooms.machine().name())) {
            refusals.addAll(Failures.sameWorkstation(destination).problems());
        }
        var state = pod.state();
        if (state == PodState.POD_STATE_ENDED) {
            refusals.addAll(Failures.ended(pod).problems());
        } else if (state != PodState.POD_STATE_RUNNING) {
            refusals.add(busy(pod));
        }
        if (!refusals.isEmpty()) {
            throw new ProblemException(List.copyOf(refusals));
        }
    }

    private MoveEstimate estimate(HostedPod pod, Offer offer, Answer answer) {
        var bytes =
                offer.getMemoryBytes() + offer.getDiskBytes() + (answer.getNeedsImage() ? offer.getImageBytes() : 0);
        return freezes.estimate(pod.id(), pod.cgroup().pids().size()).toBuilder()
                .setBytes(bytes)
                .setNeedsImage(answer.getNeedsImage())
                .build();
    }

    private static Problem busy(HostedPod pod) {
        return Phrases.problem(
                ProblemKind.PROBLEM_KIND_POD_BUSY,
                say("pod {0}", pod.name()),
                say("It is being moved or changed at this moment."),
                say("Wait until that has ended, then try again."));
    }
}
