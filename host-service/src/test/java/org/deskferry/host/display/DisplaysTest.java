package org.deskferry.host.display;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.pod.Cgroups;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.PodStore;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisplaysTest {
    @TempDir
    Path temp;

    private final Displays displays = new Displays();

    private HostedPod enter(long initPid) {
        var manifest = PodManifest.newBuilder()
                .setId("6f2b7a52-0d1c-4f6e-9a55-3c1f0a7f3b11")
                .setName("anna");
        var record = PodRecord.newBuilder()
                .setManifest(manifest)
                .setInitPid((int) initPid)
                .setInitStartTicks(Proc.startTicks(initPid).orElse(0L))
                .setBootId(Proc.bootId());
        return new Pods(new PodStore(temp.resolve("pods")), new Cgroups(temp.resolve("cgroup")))
                .readmit(record.build());
    }

    private String refusal(HostedPod pod) {
        return String.valueOf(
                assertThrows(ProblemException.class, displays.of(pod)::picture).getMessage());
    }

    @Test
    void looksAtThePodThatIsHereNow() {
        var before = enter(0);
        assertTrue(refusal(before).contains("does not run here"));
        var back = enter(ProcessHandle.current().pid());
        assertFalse(refusal(back).contains("does not run here"));
        assertNotSame(displays.of(before), displays.of(back));
    }

    @Test
    void keepsADisplayWhileThePodStays() {
        var pod = enter(0);
        var display = displays.of(pod);
        displays.forget(enter(0));
        assertSame(display, displays.of(pod));
        displays.forget(pod);
        assertNotSame(display, displays.of(pod));
    }
}
