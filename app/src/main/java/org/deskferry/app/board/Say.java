package org.deskferry.app.board;

import java.util.Locale;
import org.deskferry.app.evacuation.Destination;
import org.deskferry.app.fleet.Obstacle;
import org.deskferry.app.fleet.Outlook;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.fleet.Words;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.proto.v1.MoveEstimate;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.PodState;

/** States of the fleet in words. */
final class Say {
    static final Words WORDS = Words.beside(Say.class);

    private Say() {}

    static String of(String key, Object... values) {
        return WORDS.of(key, values);
    }

    static String reach(WorkstationModel workstation, Ticker ticker) {
        return switch (workstation.reach()) {
            case Reach.Connecting() -> of("reach.connecting");
            case Reach.Online() -> of("reach.online");
            case Reach.Away(var since, var everSeen, var _) ->
                everSeen ? of("reach.away", Units.ago(ticker.since(since))) : of("reach.never");
            case Reach.NotTrusted _ -> of("reach.not-trusted");
        };
    }

    /** Why the pod cannot go to the workstation. */
    static String obstacle(Obstacle obstacle, String pod, String workstation) {
        return of("obstacle." + obstacle.name(), pod, workstation);
    }

    /** "412 MB to copy, then about 0.91 s of standstill." */
    static String estimate(MoveEstimate estimate) {
        return of(
                estimate.getNeedsImage() ? "outlook.open-with-image" : "outlook.open",
                Units.bytes(estimate.getBytes()),
                Units.precise(Units.duration(estimate.getFreeze())));
    }

    /** A destination in a menu, with what a move there would meet. */
    static String destination(String workstation, Outlook outlook) {
        return switch (outlook) {
            case Outlook.Asking(), Outlook.Unknown() -> workstation;
            case Outlook.Open(var estimate, var _) ->
                of("menu.destination-open", workstation, Units.precise(Units.duration(estimate.getFreeze())));
            case Outlook.Hindered(var problems) ->
                of("menu.destination-hindered", workstation, problems.getFirst().getThing(), problems.size() - 1);
        };
    }

    /** Why pods go to a workstation. */
    static String why(Destination destination) {
        return of(
                "evacuate.why",
                Units.bytes(destination.memoryFree()),
                String.format(Locale.getDefault(), "%.1f", destination.load()),
                destination.hasImage() ? 1 : 0);
    }

    static String phase(MoveProgress progress) {
        return of("phase." + progress.getPhase().name(), progress.getDestination());
    }

    static String podState(PodState state) {
        return of("pod-state." + state.name());
    }

    /** "Frozen 0.9 s, 4 connections kept". */
    static String result(MoveResult result) {
        var frozen = Units.precise(Units.duration(result.getFrozen()));
        int before = result.getConnectionsBefore();
        int kept = result.getConnectionsKept();
        if (before == 0) {
            return of("result.frozen", frozen);
        }
        return before == kept ? of("result.kept", frozen, kept) : of("result.some-kept", frozen, kept, before);
    }
}
