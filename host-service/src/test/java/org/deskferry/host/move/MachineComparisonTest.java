package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deskferry.proto.v1.MachineFacts;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

class MachineComparisonTest {
    private static final MachineFacts SOURCE = MachineFacts.newBuilder()
            .setKernel("6.12.9-amd64")
            .setEngine("4.2.1")
            .addAllCpuFlags(List.of("sse2", "avx2"))
            .build();

    @Test
    void nothingIsWrongWithTheSameMachineOrABetterOne() {
        assertEquals(List.of(), all(SOURCE));
        var better = SOURCE.toBuilder()
                .setKernel("6.18.0")
                .setEngine("5.0")
                .addCpuFlags("avx512f")
                .build();
        assertEquals(List.of(), all(better));
        assertEquals(
                List.of(),
                all(SOURCE.toBuilder().setKernel("6.12.1").setEngine("4.2").build()));
    }

    @Test
    void aProcessorThatLacksSomethingIsRefused() {
        var refusals = of(SOURCE.toBuilder().clearCpuFlags().addCpuFlags("sse2").build())
                .refusals();
        assertEquals(List.of(ProblemKind.PROBLEM_KIND_CPU_DIFFERS), kinds(refusals));
        assertTrue(refusals.getFirst().getReason().contains("lacks avx2,"), refusals::toString);
    }

    @Test
    void anOlderEngineIsRefused() {
        var older = of(SOURCE.toBuilder().setEngine("4.1.1").build());
        assertEquals(List.of(ProblemKind.PROBLEM_KIND_ENGINE_TOO_OLD), kinds(older.engineRefusals()));
    }

    @Test
    void anOlderKernelIsWorthAWarning() {
        var older = of(SOURCE.toBuilder().setKernel("6.1.0-40-amd64").build());
        assertEquals(List.of(), older.refusals());
        assertEquals(List.of(ProblemKind.PROBLEM_KIND_KERNEL_DIFFERS), kinds(older.warnings()));
    }

    @Test
    void aKernelWithoutAKindOfMemoryThatIsInUseIsRefused() {
        var offer =
                Offer.newBuilder().setMachine(SOURCE).setOldestKernel("6.11").build();
        var facts = SOURCE.toBuilder().setKernel("6.9.3").build();
        var refusals = new MachineComparison(offer, "desk-2", facts).refusals();
        assertEquals(List.of(ProblemKind.PROBLEM_KIND_KERNEL_DIFFERS), kinds(refusals));
        assertEquals("workstation desk-2", refusals.getFirst().getThing());
        assertEquals(List.of(), new MachineComparison(offer, "desk-2", SOURCE).refusals());
    }

    private static MachineComparison of(MachineFacts here) {
        return new MachineComparison(
                Offer.newBuilder().setMachine(SOURCE).setSource("desk-1").build(), "desk-2", here);
    }

    private static List<Problem> all(MachineFacts here) {
        var comparison = of(here);
        return List.of(comparison.engineRefusals(), comparison.refusals(), comparison.warnings()).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<ProblemKind> kinds(List<Problem> problems) {
        return problems.stream().map(Problem::getKind).toList();
    }
}
