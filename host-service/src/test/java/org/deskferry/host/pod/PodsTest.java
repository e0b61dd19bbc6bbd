package org.deskferry.host.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is on the list, who holds whom, and who may not come. */
class PodsTest {
    private static final PodManifest ANNA = ManifestCheckTest.sound().build();

    @TempDir
    Path temp;

    private PodStore store;
    private Pods pods;

    @BeforeEach
    void empty() {
        store = new PodStore(temp.resolve("pods"));
        pods = new Pods(store, new Cgroups(temp.resolve("cgroup")));
    }

    @Test
    void findsByNameAndById() {
        enter(ANNA).close();
        assertEquals("anna", pods.find(ANNA.getId()).name());
        assertEquals(ANNA.getId(), pods.find("anna").id());
        assertKind(ProblemKind.PROBLEM_KIND_UNKNOWN_POD, () -> pods.find("berta"));
    }

    @Test
    void letsOnlyOneHoldAPod() {
        enter(ANNA).close();
        var first = pods.hold("anna", PodState.POD_STATE_LEAVING, "m1");
        assertEquals(PodState.POD_STATE_LEAVING, pods.find("anna").state());
        assertKind(ProblemKind.PROBLEM_KIND_POD_BUSY, () -> pods.hold("anna", PodState.POD_STATE_LEAVING, "m2"));
        first.close();
        pods.hold("anna", PodState.POD_STATE_LEAVING, "m2").close();
    }

    @Test
    void waitsForWhoHasAPodForAMoment() {
        enter(ANNA).close();
        var first = pods.hold("anna", PodState.POD_STATE_LEAVING, "m1");
        var release =
                CompletableFuture.runAsync(first::close, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
        pods.hold("anna", PodState.POD_STATE_LEAVING, "m2").close();
        release.join();
    }

    @Test
    void showsWhatItIsToWhoHasItForAMomentToo() {
        enter(ANNA).close();
        var before = pods.find("anna").state();
        try (var hold = pods.hold("anna")) {
            assertEquals(before, hold.pod().state());
            assertEquals("", hold.pod().moveId());
            hold.show(PodState.POD_STATE_LEAVING);
            assertEquals(PodState.POD_STATE_LEAVING, hold.pod().state());
        }
        assertEquals(before, pods.find("anna").state());
    }

    @Test
    void aPodThatIsGoneAfterTheWaitIsUnknown() {
        enter(ANNA).close();
        var first = pods.hold("anna", PodState.POD_STATE_ENDED, "");
        var release = CompletableFuture.runAsync(
                () -> {
                    first.forget();
                    first.close();
                },
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
        assertKind(ProblemKind.PROBLEM_KIND_UNKNOWN_POD, () -> pods.hold("anna", PodState.POD_STATE_LEAVING, "m2"));
        release.join();
    }

    @Test
    void namesEveryCollisionAtOnce() {
        enter(ANNA).close();
        var twin =
                ANNA.toBuilder().setId("0f0f0f0f-0000-4000-8000-000000000002").build();
        assertEquals(
                Set.of(
                        ProblemKind.PROBLEM_KIND_NAME_IN_USE,
                        ProblemKind.PROBLEM_KIND_IDS_IN_USE,
                        ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE),
                Set.copyOf(pods.collisions().of(twin).stream()
                        .map(Problem::getKind)
                        .toList()));
        assertThrows(ProblemException.class, () -> enter(twin));
        assertEquals(List.of(ANNA.getId()), store.ids(), "nothing of it is written");
    }

    @Test
    void keepsRecordsOverARestart() {
        try (var hold = enter(ANNA)) {
            hold.save(hold.pod().record().toBuilder()
                    .setStage(PodRecord.Stage.STAGE_HERE)
                    .build());
        }
        var reread = new PodStore(temp.resolve("pods")).load(ANNA.getId()).orElseThrow();
        assertEquals(PodRecord.Stage.STAGE_HERE, reread.getStage());
        assertEquals(ANNA, reread.getManifest());
    }

    @Test
    void knowsAProcessFromAnotherWithItsPid() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        try (var hold = enter(ANNA)) {
            hold.begin(hold.pod().record(), process.pid());
            assertEquals(process.pid(), hold.pod().initPid().orElseThrow());
            hold.save(hold.pod().record().toBuilder()
                    .setInitStartTicks(hold.pod().record().getInitStartTicks() - 1)
                    .build());
            assertTrue(hold.pod().initPid().isEmpty(), "the same pid, started at another time, is another process");
        } finally {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void isNotMisledByAHalfWrittenFile() throws Exception {
        enter(ANNA).close();
        Files.writeString(store.folder(ANNA.getId()).path().resolve("pod.json.new"), "{ half");
        assertEquals(ANNA, store.load(ANNA.getId()).orElseThrow().getManifest());
    }

    private Pods.Hold enter(PodManifest manifest) {
        return pods.enter(
                PodRecord.newBuilder()
                        .setManifest(manifest)
                        .setStage(PodRecord.Stage.STAGE_STARTING)
                        .build(),
                PodState.POD_STATE_STARTING);
    }

    private static void assertKind(ProblemKind kind, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                kind,
                assertThrows(ProblemException.class, action)
                        .problems()
                        .getFirst()
                        .getKind());
    }
}
