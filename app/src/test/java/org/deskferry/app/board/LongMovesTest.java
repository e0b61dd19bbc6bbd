package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.input.MouseButton;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.settings.Settings;
import org.deskferry.proto.v1.MovePhase;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The user hears of the end of a long move while they look elsewhere, and of no other. */
final class LongMovesTest extends OpenBoard {
    private final List<String> told = new ArrayList<>();
    private final AtomicReference<Optional<LongMoves>> moves = new AtomicReference<>(Optional.empty());
    private final CountDownLatch held = new CountDownLatch(1);

    @Test
    void a_long_move_is_told_of_when_nobody_looks() throws Exception {
        begin();
        look(0);
        end();
        robot.interact(stage::hide);
        look(30);
        assertEquals(List.of("anna is on wsb now: Frozen 0.91 s, 4 connections kept"), told);
    }

    @Test
    void a_short_one_is_not() throws Exception {
        begin();
        look(0);
        end();
        robot.interact(stage::hide);
        look(5);
        assertEquals(List.of(), told);
    }

    @Test
    void none_is_where_the_user_wants_none() throws Exception {
        Files.writeString(settingsFile(), "notifications=no\n");
        begin();
        look(0);
        end();
        robot.interact(stage::hide);
        look(30);
        assertEquals(List.of(), told);
    }

    private void begin() {
        wsa.onMove((pod, run) -> {
            run.say(Samples.progress(pod, "wsa", "wsb", MovePhase.MOVE_PHASE_COPY_LIVE, 182, 412));
            held.await();
            fleet.working(1).move(pod, run);
        });
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        await(() -> shown("#card-anna .move-phase"));
    }

    private void end() {
        held.countDown();
        await(() -> shown("#column-wsb #card-anna .move-result"));
    }

    private void look(int seconds) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> moves().look(Instant.EPOCH.plusSeconds(seconds)));
    }

    /** One for all looks of a test, over the settings as they are at the first. */
    private LongMoves moves() {
        return moves.updateAndGet(known -> known.or(() -> {
                    var settings = new Settings(settingsFile());
                    settings.load();
                    return Optional.of(
                            new LongMoves(model, settings, (heading, text) -> told.add(heading + ": " + text)));
                }))
                .orElseThrow();
    }
}
