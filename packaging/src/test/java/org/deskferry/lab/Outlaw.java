package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program in a pod that holds something, as {@code outlaw.py} names it. Closing ends it and removes what it left. */
final class Outlaw implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Minor numbers of the devices that deeds need; no program in a pod could make them. */
    private static final Map<String, Integer> DEVICES = Map.of("tunnel_with_link", 200, "fuse", 229, "device", 232);

    private static final List<String> MOUNTS =
            List.of("/tmp/fuse", "/tmp/mounted", "/tmp/bound", "/tmp/queues", "/tmp/over");

    private final LabPod pod;

    private Outlaw(LabPod pod) {
        this.pod = pod;
    }

    /** Starts one with the rights of the pod's root, and without the filter that the session has. */
    static Outlaw start(LabPod pod, String deed) {
        var outlaw = new Outlaw(pod);
        try {
            install(pod);
            outlaw.makeDevice(deed);
            pod.smuggle("/tmp/outlaw.log", "python3", "/home/user/outlaw.py", deed);
            assertEquals("held\n", outlaw.word(), deed);
            // A pod's files may hold no devices, which would be refused as well.
            Files.deleteIfExists(outlaw.device());
            return outlaw;
        } catch (IOException e) {
            outlaw.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            outlaw.close();
            throw e;
        }
    }

    /** Brings the program into the pod, as {@code outlaw.py} in the home. */
    static void install(LabPod pod) {
        pod.write(pod.home().resolve("outlaw.py"), Resources.read(Outlaw.class, "outlaw.py"));
    }

    private void makeDevice(String deed) {
        var minor = DEVICES.get(deed);
        if (minor != null) {
            var _ = Run.of(List.of("mknod", "--mode=666", device().toString(), "c", "10", minor.toString()))
                    .orThrow();
        }
    }

    private Path device() {
        return pod.root().resolve("tmp/device");
    }

    /** Everything it has said. */
    String said() {
        return Node.read(log());
    }

    private String word() {
        return Eventually.value(
                "the outlaw's word",
                LIMIT,
                () -> Optional.of(log()).filter(Files::exists).map(Node::read).filter(text -> text.endsWith("\n")));
    }

    private Path log() {
        return pod.root().resolve("tmp/outlaw.log");
    }

    @Override
    public void close() {
        pod.kill("outlaw.py");
        var mounted = Node.read(Path.of("/proc/" + pod.initPid() + "/mountinfo"));
        MOUNTS.stream()
                .filter(mount -> mounted.contains(" " + mount + " "))
                .forEach(mount -> pod.asRoot("umount", mount));
        try {
            Files.deleteIfExists(log());
            Files.deleteIfExists(device());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
