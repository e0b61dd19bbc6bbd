package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code deskferry export}, {@code inspect} and {@code import}. */
final class ArchiveCommandsTest extends TwoDesks {
    private Path file = Path.of("");

    @BeforeEach
    void suspend() throws IOException {
        file = Files.createDirectory(folder.resolve("out")).resolve("anna.pod");
        desk1.rest.putSuspended(ID, "anna");
        desk1.rest.parts = Rests.parts(ID, "anna");
    }

    @Test
    void anExportedPodIsTheFile() throws IOException {
        var outcome = export();
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("Exported anna from desk-1 to " + file + ", 200 KiB.\nThe pod is that file now.\n", outcome.out());
        assertTrue(desk1.pods.isEmpty());
        assertEquals(List.of(4L), desk1.rest.released, "of the epoch that was exported");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of(file), left());
    }

    @Test
    void aCopyLeavesThePodWhereItIs() {
        var outcome = export("--copy");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().endsWith("It is a copy: what is imported from it is a new pod.\n"), outcome.out());
        assertTrue(desk1.pods.containsKey(ID));
        assertEquals(List.of(), desk1.rest.released);
        assertTrue(run("inspect", file.toString()).out().contains("a copy: becomes a new pod"));
    }

    @Test
    void exportPrintsJson() throws IOException {
        var json = export("--json").json();
        assertEquals(file.toString(), json.get("file").getAsString());
        assertEquals(Files.size(file), json.get("bytes").getAsLong());
        assertEquals(
                "4",
                json.getAsJsonObject("description")
                        .getAsJsonObject("manifest")
                        .get("epoch")
                        .getAsString());
    }

    @Test
    void aStreamThatBreaksLeavesNothing() throws IOException {
        desk1.rest.breaks = Optional.of(Status.UNAVAILABLE);
        assertEquals(ExitCode.UNREACHABLE, export().exitCode());
        desk1.rest.breaks = Optional.of(Status.INTERNAL);
        assertEquals(ExitCode.FAILED, export().exitCode());
        desk1.rest.breaks = Optional.empty();
        var whole = desk1.rest.parts;
        desk1.rest.parts = whole.subList(0, 2);
        var cutOff = export();
        assertEquals(ExitCode.FAILED, cutOff.exitCode());
        assertTrue(cutOff.err().contains("It is not whole: its end is missing."), cutOff.err());
        desk1.rest.parts = List.of();
        assertEquals(ExitCode.FAILED, export().exitCode());
        desk1.rest.refusal = Optional.of(ProblemKind.PROBLEM_KIND_POD_BUSY);
        assertEquals(ExitCode.REFUSED, export().exitCode());
        assertEquals(List.of(), left());
        assertEquals(List.of(), desk1.rest.released);
        assertTrue(desk1.pods.containsKey(ID));
    }

    @Test
    void whatIsInTheWayStays() throws IOException {
        for (var name : List.of("anna.pod", "anna.pod.part")) {
            var other = Files.writeString(file.resolveSibling(name), "other");
            var refusal = export();
            assertEquals(ExitCode.REFUSED, refusal.exitCode());
            assertTrue(refusal.err().startsWith("file " + other + ": It exists already."), refusal.err());
            assertEquals("other", Files.readString(other));
            Files.delete(other);
        }
        var nowhere = run("export", "anna", folder.resolve("none/anna.pod").toString());
        assertEquals(ExitCode.REFUSED, nowhere.exitCode());
        assertTrue(nowhere.err().contains("there is no such file"), nowhere.err());
        assertTrue(desk1.pods.containsKey(ID));
    }

    @Test
    void aPodThatWasResumedMeanwhileIsNotTheFile() throws IOException {
        desk1.rest.releaseRefusal = Optional.of(ProblemKind.PROBLEM_KIND_BAD_REQUEST);
        var outcome = export();
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertEquals("pod x: It cannot be.\n  Do otherwise.\n", outcome.err());
        assertEquals(List.of(), left());
    }

    @Test
    void theFileStaysWhereItMayBeTheLast() throws IOException {
        desk1.rest.releaseRefusal = Optional.of(ProblemKind.PROBLEM_KIND_UNKNOWN_POD);
        var gone = export();
        assertEquals(ExitCode.REFUSED, gone.exitCode());
        assertTrue(gone.err().contains("has left desk-1 meanwhile"), gone.err());
        assertEquals(List.of(file), left());
        Files.delete(file);
        desk1.rest.losesRelease = true;
        var lost = export();
        assertEquals(ExitCode.UNREACHABLE, lost.exitCode());
        assertTrue(lost.err().contains("may still be on desk-1 too"), lost.err());
        assertTrue(lost.err().contains("Use one of them only"), lost.err());
        assertEquals(List.of(file), left());
    }

    @Test
    void inspectTellsWhatIsInAFile() throws IOException {
        export();
        desk1.close();
        desk2.close();
        assertEquals("""
                pod           anna
                id            %s
                is            the pod itself
                suspended     1970-01-01T02:13:20Z
                exported      1970-01-01T02:30:00.500Z
                from          desk-1
                kernel        6.12.9
                engine        CRIU 4.2.1
                deskferry     0.1.0
                image         sha256:0
                address       10.77.0.101/24
                moves so far  3
                size          200 KiB, unpacked 200 KiB
                encrypted     no
                whole         yes
                program       evil [2Jtitle
                connection    ssh to 192.0.2.7:22
                """.formatted(ID), run("inspect", file.toString()).out());
        var json = run("inspect", file.toString(), "--json").json();
        assertEquals(Files.size(file), json.get("bytes").getAsLong());
        assertTrue(json.get("whole").getAsBoolean());
        assertFalse(json.get("encrypted").getAsBoolean());
    }

    @Test
    void filesThatAreNotWholeAreRefusedBeforeAnythingIsMadeOfThem() throws IOException {
        export();
        var good = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(good, good.length - 1));
        for (var command : List.of(new String[] {"inspect"}, new String[] {"import", "--on", "desk-2"})) {
            var words = Stream.concat(Stream.of(command), Stream.of(file.toString()))
                    .toArray(String[]::new);
            var outcome = run(words);
            assertEquals(ExitCode.FAILED, outcome.exitCode());
            assertTrue(outcome.err().startsWith("archive " + file + ": It is not whole: "), outcome.err());
        }
        assertEquals(List.of(), desk2.rest.imported);
        assertEquals(ExitCode.REFUSED, run("inspect", folder.toString()).exitCode());
        Files.writeString(file, "#!/bin/sh\necho hello\n");
        var other = run("inspect", file.toString(), "--json");
        assertEquals(ExitCode.REFUSED, other.exitCode());
        assertEquals("", other.out());
        assertTrue(JsonParser.parseString(other.err()).getAsJsonObject().has("problems"));
    }

    @Test
    void aPassphraseLocksTheFile() throws IOException {
        var right = Files.writeString(folder.resolve("right"), "correct horse battery\nsecond line\n");
        var wrong = Files.writeString(folder.resolve("wrong"), "incorrect horse battery\n");
        var brief = Files.writeString(folder.resolve("brief"), "horse\n");
        assertEquals(
                ExitCode.REFUSED,
                export("--encrypt", "--passphrase-file=" + brief).exitCode());
        var unasked = export("--encrypt");
        assertEquals(ExitCode.REFUSED, unasked.exitCode());
        assertTrue(unasked.err().contains("--passphrase-file"), unasked.err());
        assertEquals(List.of(), left());
        assertEquals(ExitCode.OK, export("--passphrase-file=" + right).exitCode());
        var refused = run("inspect", file.toString(), "--passphrase-file=" + wrong);
        assertEquals(ExitCode.REFUSED, refused.exitCode());
        assertTrue(refused.err().contains("The passphrase does not open it"), refused.err());
        assertTrue(run("inspect", file.toString(), "--passphrase-file=" + right)
                .out()
                .contains("encrypted     yes"));
        assertEquals(
                ExitCode.OK,
                run("import", file.toString(), "--on=desk-2", "--passphrase-file=" + right)
                        .exitCode());
        assertEquals(
                ExitCode.REFUSED,
                run("inspect", file.toString(), "--passphrase-file=" + folder.resolve("none"))
                        .exitCode());
    }

    @Test
    void importTakesAllOfThePodIn() {
        export();
        var outcome = run("import", file.toString(), "--on", "desk-2", "--name", "berta");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("Imported berta to desk-2, suspended.\nWake it with 'deskferry resume berta'.\n", outcome.out());
        var steps = desk2.rest.imported;
        assertEquals("berta", steps.getFirst().getRequest().getName());
        assertEquals(
                desk1.rest.parts,
                steps.subList(1, steps.size()).stream()
                        .map(step -> step.getPart())
                        .toList());
        assertEquals(
                PodState.POD_STATE_SUSPENDED,
                Optional.ofNullable(desk2.pods.get(ID)).orElseThrow().getState());
    }

    @Test
    void importPrintsJson() {
        export("--copy");
        var json = run("import", file.toString(), "--on", "desk-2", "--json").json();
        assertEquals("desk-2", json.get("workstation").getAsString());
        assertEquals(
                ID,
                json.getAsJsonObject("pod")
                        .getAsJsonObject("manifest")
                        .get("id")
                        .getAsString());
    }

    @Test
    void importRefusesASecondOfThePod() {
        export();
        desk1.rest.putSuspended(ID, "anna");
        var outcome = run("import", file.toString(), "--on", "desk-2");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.err().contains("It is on desk-1 already, and must not be in two places."), outcome.err());
        assertEquals(List.of(), desk2.rest.imported);
    }

    @Test
    void importThatIsRefusedOnTheWaySaysWhy() {
        export();
        desk2.rest.mostSteps = 2;
        var outcome = run("import", file.toString(), "--on", "desk-2");
        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertEquals("pod x: It cannot be.\n  Do otherwise.\n", outcome.err());
        assertTrue(desk2.pods.isEmpty());
        desk2.close();
        assertEquals(
                ExitCode.UNREACHABLE,
                run("import", file.toString(), "--on", "desk-2").exitCode());
        assertEquals(
                ExitCode.REFUSED,
                run("import", file.toString(), "--on", "desk-9").exitCode());
        assertEquals(ExitCode.USAGE, run("import", file.toString()).exitCode());
    }

    private Outcome export(String... options) {
        return run(Stream.concat(Stream.of("export", "anna", file.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    /** What is where the file should be. */
    private List<Path> left() throws IOException {
        try (var files = Files.list(folder.resolve("out"))) {
            return files.toList();
        }
    }
}
