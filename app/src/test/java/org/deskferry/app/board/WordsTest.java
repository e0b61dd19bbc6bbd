package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.deskferry.app.fleet.Obstacle;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.PodState;
import org.junit.jupiter.api.Test;

/** Every state there is has its words. */
final class WordsTest {
    @Test
    void every_phase_obstacle_and_state_is_in_words() {
        Arrays.stream(MovePhase.values())
                .filter(phase -> phase != MovePhase.UNRECOGNIZED)
                .forEach(phase -> assertFalse(
                        Say.phase(MoveProgress.newBuilder().setPhase(phase).build())
                                .isEmpty()));
        Arrays.stream(Obstacle.values()).forEach(obstacle -> {
            assertFalse(Say.obstacle(obstacle, "anna", "wsb").isEmpty());
            assertFalse(Say.of("obstacle.short." + obstacle.name()).isEmpty());
        });
        Arrays.stream(PodState.values())
                .filter(state -> state != PodState.UNRECOGNIZED)
                .forEach(state -> assertFalse(Say.podState(state).isEmpty()));
    }

    @Test
    void a_result_counts_connections_as_people_do() {
        assertEquals("Frozen 0.90 s", Say.result(result(0, 0)));
        assertEquals("Frozen 0.90 s, 1 connection kept", Say.result(result(1, 1)));
        assertEquals("Frozen 0.90 s, 4 connections kept", Say.result(result(4, 4)));
        assertEquals("Frozen 0.90 s, 3 of 4 connections kept", Say.result(result(4, 3)));
    }

    private static MoveResult result(int before, int kept) {
        return MoveResult.newBuilder()
                .setFrozen(com.google.protobuf.Duration.newBuilder().setNanos(900_000_000))
                .setConnectionsBefore(before)
                .setConnectionsKept(kept)
                .build();
    }
}
