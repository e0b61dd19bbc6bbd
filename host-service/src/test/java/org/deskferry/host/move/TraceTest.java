package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Durations;
import java.util.List;
import org.deskferry.proto.v1.Step;
import org.junit.jupiter.api.Test;

class TraceTest {
    private final Trace trace = new Trace();
    private final Trace remote = new Trace();

    private Step last() {
        return trace.steps().getLast();
    }

    private static long endNanos(Step step) {
        return Durations.toNanos(step.getBegin()) + Durations.toNanos(step.getLength());
    }

    @Test
    void theOtherMachinesStepsHaveTheirPlaceAmongOnesOwn() throws InterruptedException {
        trace.step("before", () -> Thread.sleep(5));
        remote.step("wake", () -> Thread.sleep(20));
        trace.addRemote(remote.news());
        var wake = last();
        assertEquals("wake", wake.getName());
        assertTrue(wake.getAtDestination());
        assertTrue(Durations.toMillis(wake.getLength()) >= 20);
        assertTrue(Durations.toNanos(wake.getBegin()) >= endNanos(trace.steps().getFirst()), "it began later");
        assertTrue(endNanos(wake) <= trace.elapsedNanos(), "it is over");
        assertFalse(trace.steps().getFirst().getAtDestination());
    }

    @Test
    void eachStepIsToldOnce() throws InterruptedException {
        remote.step("one", () -> {});
        assertEquals(1, remote.news().size());
        assertEquals(List.of(), remote.news());
    }

    @Test
    void whatBeganBeforeTheFreezeOrAfterItIsNotOfIt() throws InterruptedException {
        remote.step("ahead", () -> Thread.sleep(5));
        trace.freezeBegins();
        remote.step("wake", () -> Thread.sleep(5));
        trace.addRemote(remote.news());
        assertEquals(
                List.of(false, true),
                trace.steps().stream().map(Step::getFrozen).toList());
        trace.step("go on", () -> {});
        assertTrue(last().getFrozen());
        trace.freezeEnds();
        trace.step("clear up", () -> {});
        assertFalse(last().getFrozen());
    }
}
