package org.deskferry.app.board;

import java.util.Locale;
import org.deskferry.app.evacuation.Destination;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Units;
import org.deskferry.app.words.Words;

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

    /** Why pods go to a workstation. */
    static String why(Destination destination) {
        return of(
                "evacuate.why",
                Units.bytes(destination.memoryFree()),
                String.format(Locale.getDefault(), "%.1f", destination.load()),
                destination.hasImage() ? 1 : 0);
    }
}
