package org.deskferry.host.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.host.display.Displays;
import org.deskferry.host.move.Moves;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.DisplayAbsence;
import org.deskferry.proto.v1.DisplayAbsence.Reason;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.ProblemKind;

/** Brings viewers and displays together, as soon and as long as a pod runs here. */
public final class DisplayTunnels {
    /** Of a pod that may wake at any moment. */
    private static final Duration SOON = Duration.ofMillis(5);

    private static final Duration LATER = Duration.ofMillis(250);

    private final Pods pods;
    private final Displays displays;
    private final Moves moves;

    public DisplayTunnels(Pods pods, Displays displays, Moves moves) {
        this.pods = pods;
        this.displays = displays;
        this.moves = moves;
    }

    /** Waits for the display that a viewer wants, and then carries what the two say until that is over. */
    void serve(ViewerStream viewer) {
        try {
            var pod = pods.find(viewer.pod());
            while (!viewer.isOver()) {
                if (!pods.has(pod.id())) {
                    viewer.end(absence(Reason.REASON_GONE, pod.id()));
                } else if (isAwake(pod)) {
                    carry(viewer, pod);
                } else {
                    await(viewer, absence(reason(pod), pod.id()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether its X server can be called, which may yet be a few milliseconds from running. */
    private static boolean isAwake(HostedPod pod) {
        return pod.record().getStage() == PodRecord.Stage.STAGE_HERE
                && pod.initPid().isPresent();
    }

    private void carry(ViewerStream viewer, HostedPod pod) throws InterruptedException {
        try {
            displays.of(pod).tunnel(viewer);
        } catch (ProblemException e) {
            if (viewer.hasBegun()) {
                throw e;
            }
            await(viewer, whyNot(pod, e));
        } catch (IOException | UncheckedIOException e) {
            viewer.end(absence(reason(pod), pod.id()));
        }
    }

    private DisplayAbsence whyNot(HostedPod pod, ProblemException refusal) {
        var problem = refusal.problems().getFirst();
        return problem.getKind() == ProblemKind.PROBLEM_KIND_POD_BUSY
                ? absence(reason(pod), pod.id())
                : DisplayAbsence.newBuilder()
                        .setReason(Reason.REASON_SILENT)
                        .setProblem(problem)
                        .build();
    }

    private static void await(ViewerStream viewer, DisplayAbsence why) throws InterruptedException {
        viewer.waiting(why);
        Thread.sleep(
                switch (why.getReason()) {
                    case REASON_MOVING, REASON_ARRIVING, REASON_STANDS_STILL -> SOON;
                    default -> LATER;
                });
    }

    private static Reason reason(HostedPod pod) {
        return switch (pod.state()) {
            case POD_STATE_LEAVING -> Reason.REASON_MOVING;
            case POD_STATE_ARRIVING -> Reason.REASON_ARRIVING;
            case POD_STATE_SUSPENDING, POD_STATE_SUSPENDED, POD_STATE_RESUMING -> Reason.REASON_SUSPENDED;
            case POD_STATE_ENDED -> Reason.REASON_ENDED;
            case POD_STATE_IN_DOUBT -> Reason.REASON_IN_DOUBT;
            default -> Reason.REASON_STANDS_STILL;
        };
    }

    private DisplayAbsence absence(Reason reason, String podId) {
        return DisplayAbsence.newBuilder()
                .setReason(reason)
                .setDestination(destination(podId).orElse(""))
                .build();
    }

    private Optional<String> destination(String podId) {
        return Stream.of(moves.underWay(), moves.recent())
                .flatMap(progress -> progress.stream())
                .filter(progress -> progress.getPodId().equals(podId))
                .map(MoveProgress::getDestination)
                .findFirst();
    }
}
