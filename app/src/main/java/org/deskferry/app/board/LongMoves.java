package org.deskferry.app.board;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.stage.Window;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.words.PhraseBook;

/** Tells how moves have ended that took so long that their user looks elsewhere by now. Looks when it is told to. */
final class LongMoves {
    static final Duration LONG = Duration.ofSeconds(10);

    private final FleetModel fleet;
    private final Settings settings;
    private final BiConsumer<String, String> notify;
    private final Map<PodModel, Instant> begun = new HashMap<>();

    /** {@code notify}: takes a heading and what there is to say. */
    LongMoves(FleetModel fleet, Settings settings, BiConsumer<String, String> notify) {
        this.fleet = fleet;
        this.settings = settings;
        this.notify = notify;
    }

    void look(Instant now) {
        for (var workstation : fleet.workstations()) {
            for (var pod : workstation.pods()) {
                if (pod.move() instanceof MoveState.UnderWay(var _, var asked) && asked) {
                    begun.putIfAbsent(pod, now);
                }
            }
        }
        begun.entrySet().removeIf(move -> {
            var pod = move.getKey();
            var over = !pod.isMoving() || !pod.home().pods().contains(pod);
            if (over && Duration.between(move.getValue(), now).compareTo(LONG) >= 0) {
                words(pod).ifPresent(this::tell);
            }
            return over;
        });
    }

    private record Words(String heading, String text) {}

    private void tell(Words words) {
        if (settings.notifications().get() && Window.getWindows().stream().noneMatch(Window::isFocused)) {
            notify.accept(words.heading(), words.text());
        }
    }

    private static Optional<Words> words(PodModel pod) {
        return switch (pod.move()) {
            case MoveState.Done done ->
                Optional.of(new Words(
                        Say.of("notify.moved", pod.name(), done.destination()),
                        done.result().map(FleetWords::result).orElse("")));
            case MoveState.Failed failed
            when !failed.cancelled() ->
                Optional.of(new Words(
                        Say.of("notify.failed", pod.name(), failed.destination()),
                        failed.problems().isEmpty()
                                ? ""
                                : PhraseBook.reason(failed.problems().getFirst())));
            default -> Optional.empty();
        };
    }
}
