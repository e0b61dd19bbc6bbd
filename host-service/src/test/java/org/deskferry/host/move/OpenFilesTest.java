package org.deskferry.host.move;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.linux.ChangedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    @Test
    void whatAProgramHasOpenIsNamed(@TempDir Path folder) throws IOException, InterruptedException {
        var file = folder.toRealPath().resolve("written through a mapping");
        var program =
                new ProcessBuilder("sh", "-c", "exec 7>\"$0\"; echo open; exec sleep 100", file.toString()).start();
        try (var answers = program.inputReader()) {
            answers.readLine();
            var open = OpenFiles.of(List.of(program.pid()));
            assertTrue(open.contains(ChangedName.of(file.toString().substring(1))), open::toString);
        } finally {
            program.destroyForcibly().waitFor();
        }
    }
}
