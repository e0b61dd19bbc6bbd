package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of engines that are good, old, broken or absent. */
class EngineTest {
    @TempDir
    Path temp;

    @Test
    void knowsTheOldestEngineOfEachKernel() {
        assertEquals(version("4.2"), needed("6.18.44-amd64"));
        assertEquals(version("4.2"), needed("6.16"));
        assertEquals(version("4.1"), needed("6.15.9"));
        assertEquals(version("3.17"), needed("6.1.0-32-amd64"));
    }

    @Test
    void takesOneThatIsNewEnoughAndSaysItIsWell() throws IOException {
        var engine = find(program("#!/bin/sh\necho 'Version: 4.2.1'\n"), "6.18.44");
        assertEquals(List.of(), engine.problems());
        assertEquals("4.2.1", engine.version());
        engine.require();
    }

    @Test
    void namesTheVersionThatIsNeeded() throws IOException {
        var engine = find(program("#!/bin/sh\necho 'Version: 3.17.1'\n"), "6.18.44");
        var problem = only(engine.problems());
        assertEquals(ProblemKind.PROBLEM_KIND_ENGINE_TOO_OLD, problem.getKind());
        assertTrue(
                problem.getReason().contains("3.17.1") && problem.getReason().contains("4.2.0"), problem.getReason());
        assertThrows(ProblemException.class, engine::require);
    }

    @Test
    void repeatsWhatTheEngineComplainsOf() throws IOException {
        var engine = find(
                program("#!/bin/sh\n[ $1 = check ] && echo 'no kernel for me' && exit 1\necho 'Version: 4.2.1'\n"),
                "6.18.44");
        assertTrue(only(engine.problems()).getReason().contains("no kernel for me"));
    }

    @Test
    void saysThatThereIsNone() {
        var engine = find(temp.resolve("absent"), "6.18.44");
        assertEquals(
                ProblemKind.PROBLEM_KIND_ENGINE_MISSING,
                engine.problems().getFirst().getKind());
    }

    private Engine find(Path criu, String kernel) {
        try {
            return Engine.find(criu.toString(), program("#!/bin/sh\n"), kernel);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path program(String text) throws IOException {
        var file = Files.createTempFile(temp, "program", "");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static EngineVersion version(String text) {
        return EngineVersion.in(text).orElseThrow();
    }

    private static EngineVersion needed(String kernel) {
        return EngineVersion.neededOn(version(kernel));
    }

    private static Problem only(List<Problem> problems) {
        assertEquals(1, problems.size());
        return problems.getFirst();
    }
}
