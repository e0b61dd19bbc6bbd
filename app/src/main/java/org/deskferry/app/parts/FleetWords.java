package org.deskferry.app.parts;

import org.deskferry.app.fleet.Obstacle;
import org.deskferry.app.fleet.Outlook;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.app.words.Words;
import org.deskferry.proto.v1.MoveEstimate;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.PodState;

/** States of pods and of their moves, in words. */
public final class FleetWords {
    private static final Words WORDS = Words.beside(FleetWords.class);

    private FleetWords() {}

    /** Why the pod cannot go to the workstation, as a sentence. */
    public static String obstacle(Obstacle obstacle, String pod, String workstation) {
        return WORDS.of("obstacle." + obstacle.name(), pod, workstation);
    }

    /** The same in two or three words. */
    public static String obstacle(Obstacle obstacle) {
        return WORDS.of("obstacle.short." + obstacle.name());
    }

    /** "412 MB to copy. It will be frozen for about 0.91 s." */
    public static String estimate(MoveEstimate estimate) {
        return WORDS.of(
                estimate.getNeedsImage() ? "outlook.open-with-image" : "outlook.open",
                Units.bytes(estimate.getBytes()),
                Units.precise(Units.duration(estimate.getFreeze())));
    }

    /** {@code name}, of a destination or of a pod, with what the move would meet. */
    public static String outlook(String name, Outlook outlook) {
        return switch (outlook) {
            case Outlook.Asking(), Outlook.Unknown() -> name;
            case Outlook.Open(var estimate, var _) ->
                WORDS.of("outlook.short.open", name, Units.precise(Units.duration(estimate.getFreeze())));
            case Outlook.Hindered(var problems) ->
                WORDS.of("outlook.short.hindered", name, PhraseBook.thing(problems.getFirst()), problems.size() - 1);
        };
    }

    /** {@code name} with what keeps the move from beginning. */
    public static String outlook(String name, Obstacle obstacle) {
        return WORDS.of("outlook.short.not", name, obstacle(obstacle));
    }

    public static String phase(MoveProgress progress) {
        return WORDS.of("phase." + progress.getPhase().name(), progress.getDestination());
    }

    /** Of a pod that is to move there when its turn comes. */
    public static String waiting(String destination) {
        return WORDS.of("waiting", destination);
    }

    public static String podState(PodState state) {
        return WORDS.of("pod-state." + state.name());
    }

    /** "Frozen 0.9 s, 4 connections kept". */
    public static String result(MoveResult result) {
        var frozen = Units.precise(Units.duration(result.getFrozen()));
        int before = result.getConnectionsBefore();
        int kept = result.getConnectionsKept();
        if (before == 0) {
            return WORDS.of("result.frozen", frozen);
        }
        return before == kept
                ? WORDS.of("result.kept", frozen, kept)
                : WORDS.of("result.some-kept", frozen, kept, before);
    }
}
