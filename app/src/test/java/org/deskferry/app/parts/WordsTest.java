package org.deskferry.app.parts;

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
                .forEach(phase -> assertFalse(FleetWords.phase(
                                MoveProgress.newBuilder().setPhase(phase).build())
                        .isEmpty()));
        Arrays.stream(Obstacle.values()).forEach(obstacle -> {
            assertFalse(FleetWords.obstacle(obstacle, "anna", "wsb").isEmpty());
            assertFalse(FleetWords.obstacle(obstacle).isEmpty());
        });
        Arrays.stream(PodState.values())
                .filter(state -> state != PodState.UNRECOGNIZED)
                .forEach(state -> assertFalse(FleetWords.podState(state).isEmpty()));
    }

    @Test
    void a_result_counts_connections_as_people_do() {
        assertEquals("Frozen 0.90 s", FleetWords.result(result(0, 0)));
        assertEquals("Frozen 0.90 s, 1 connection kept", FleetWords.result(result(1, 1)));
        assertEquals("Frozen 0.90 s, 4 connections kept", FleetWords.result(result(4, 4)));
        assertEquals("Frozen 0.90 s, 3 of 4 connections kept", FleetWords.result(result(4, 3)));
    }

    private static MoveResult result(int before, int kept) {
        return MoveResult.newBuilder()
                .setFrozen(com.google.protobuf.Duration.newBuilder().setNanos(900_000_000))
                .setConnectionsBefore(before)
                .setConnectionsKept(kept)
                .build();
    }
}
