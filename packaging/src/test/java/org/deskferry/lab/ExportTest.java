package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.deskferry.app.archive.ArchiveException;
import org.deskferry.app.archive.ArchiveReader;
import org.deskferry.app.archive.ArchiveWriter;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.TreeEntry;
import org.deskferry.proto.v1.TreePart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pod becomes a file and a pod again. A file that is not as it was written becomes nothing. */
class ExportTest extends WitnessedPod {
    /** A peer that has sent in vain for minutes waits for up to two of them before it tries again. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Path folder;

    ExportTest() {
        super("ella");
    }

    /** Where the desk sees it too. */
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(lab.folder(), "archives-");
    }

    @AfterEach
    void thePodRunsAndIsWhole() {
        witnesses.awaitLife(LIMIT);
        assertEquals(List.of(), witnesses.faults());
    }

    @Test
    void itGoesOnElsewhereAndAfterAPowerCut() throws IOException {
        // There and back: so both have the image.
        pod.moveTo(wsb);
        wsb.suspend(pod.name());
        var file = folder.resolve("ella.pod");
        var secret = Files.writeString(folder.resolve("secret"), "correct horse battery\n");
        deskferry("export", pod.name(), file.toString(), "--passphrase-file", secret.toString());
        assertEquals(List.of(), Residue.ofPod(wsb, pod.id()));

        var wrong = Files.writeString(folder.resolve("wrong"), "incorrect horse battery\n");
        refuses("does not open it", "inspect", file.toString(), "--passphrase-file", wrong.toString());
        var seen = deskferry("inspect", file.toString(), "--passphrase-file", secret.toString());
        assertTrue(seen.contains(pod.id()) && seen.contains("10.77.0.200:5001"), seen);

        deskferry("import", file.toString(), "--on", "wsa", "--passphrase-file", secret.toString());
        pod.isAt(wsa);
        refuses("in two places", "import", file.toString(), "--on", "wsb", "--passphrase-file", secret.toString());
        wsa.cutPower();
        lab.service(wsa, "start");
        var reunion = wsa.resume(pod.name()).getReunion();
        assertEquals(2, reunion.getKeptCount(), reunion::toString);
    }

    @Test
    void aFileThatWasAlteredLeavesNothing() throws IOException, ArchiveException {
        var home = pod.workstation();
        home.suspend(pod.name());
        var good = folder.resolve("copy.pod");
        deskferry("export", pod.name(), good.toString(), "--copy");
        var bytes = Files.readAllBytes(good);

        refusesToImport("cut off or altered", Arrays.copyOf(bytes, 1000), home);
        refusesToImport("cut off or altered", Arrays.copyOf(bytes, bytes.length - 40_000), home);
        bytes[bytes.length / 2] ^= 1;
        refusesToImport("cut off or altered", bytes, home);

        refusesToImport("../../evil", altered(good, ExportTest::escape), home);
        refusesToImport("impossible name", altered(good, ExportTest::escapeFromCheckpoint), home);
        refusesToImport("more of them", altered(good, described(it -> it.setFileBytes(10))), home);
        refusesToImport("more of them", altered(good, described(it -> it.setFileEntries(3))), home);
        refusesToImport("larger than", altered(good, described(ExportTest::withoutCheckpoint)), home);
        refusesToImport("are free", altered(good, described(it -> it.setFileBytes(1L << 50))), home);
        refusesToImport("IPv4", altered(good, described(ExportTest::withoutAddress)), home);

        home.resume(pod.name());
    }

    private static PodPart escape(PodPart part) {
        if (part.getFiles().getPartsCount() < 2) {
            return part;
        }
        var first = TreePart.newBuilder()
                .setEntry(TreeEntry.newBuilder()
                        .setType(TreeEntry.Type.TYPE_DIRECTORY)
                        .setPath(ByteString.copyFromUtf8("../../evil")));
        return part.toBuilder()
                .setFiles(part.getFiles().toBuilder().setParts(1, first))
                .build();
    }

    private static PodPart escapeFromCheckpoint(PodPart part) {
        return part.hasCheckpoint()
                ? part.toBuilder()
                        .setCheckpoint(part.getCheckpoint().toBuilder().setName("../../evil"))
                        .build()
                : part;
    }

    private static void withoutCheckpoint(PodDescription.Builder description) {
        description.getRestingBuilder().getSuspensionBuilder().setCheckpointBytes(10);
    }

    private static void withoutAddress(PodDescription.Builder description) {
        description.getManifestBuilder().getAddressBuilder().setIpv4("10.77.0.1/24; reboot");
    }

    private static UnaryOperator<PodPart> described(Consumer<PodDescription.Builder> change) {
        return part -> {
            if (!part.hasDescription()) {
                return part;
            }
            var description = part.getDescription().toBuilder();
            change.accept(description);
            return part.toBuilder().setDescription(description).build();
        };
    }

    /** By someone who knows how archives are written. */
    private byte[] altered(Path good, UnaryOperator<PodPart> change) throws IOException, ArchiveException {
        var bad = folder.resolve("altered.pod");
        try (var from = ArchiveReader.open(good, () -> {
                    throw new AssertionError("it is not encrypted");
                });
                var out = Files.newOutputStream(bad)) {
            var to = ArchiveWriter.begin(out, Optional.empty());
            to.accept(change.apply(
                    PodPart.newBuilder().setDescription(from.description()).build()));
            for (var part = from.next(); part.isPresent(); part = from.next()) {
                to.accept(change.apply(part.get()));
            }
            to.finish();
        }
        return Files.readAllBytes(bad);
    }

    private void refusesToImport(String reason, byte[] bytes, Workstation where) throws IOException {
        var file = Files.write(folder.resolve("bad.pod"), bytes);
        var before = where.run("find", "/var/lib/deskferry/pods", "-maxdepth", "1");
        refuses(reason, "import", file.toString(), "--on", where.name());
        assertEquals(before, where.run("find", "/var/lib/deskferry/pods", "-maxdepth", "1"));
        assertEquals(1, where.look().getPodsCount(), reason);
        assertEquals("", where.run("find", "/var/lib/deskferry", "-name", "evil"));
    }

    private String deskferry(String... words) {
        return lab.deskferry(words).orThrow();
    }

    private void refuses(String reason, String... words) {
        var run = lab.deskferry(words);
        assertNotEquals(0, run.exitCode(), run::output);
        assertTrue(run.output().replaceAll("\\s+", " ").contains(reason), run::output);
    }
}
