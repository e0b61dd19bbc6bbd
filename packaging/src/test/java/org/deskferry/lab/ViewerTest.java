package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The app's window on a real pod, in a lab of its own: what is typed while the pod moves comes, once and in order. */
class ViewerTest {
    private static final Pattern RESULT =
            Pattern.compile("^bench-viewer: fps=\\d+ key_to_pixel_ms=\\d+ follow_ms=\\d+$", Pattern.MULTILINE);

    @Test
    void whatIsTypedInMovesComesOnceAndInOrder() {
        var bench = Path.of("bench/viewer").toAbsolutePath();
        var lab = "/var/tmp/deskferry-viewer-" + Integer.toHexString(bench.hashCode());
        var run = Run.of(List.of("env", "DESKFERRY_LAB=" + lab, bench.toString()));
        assertTrue(RESULT.matcher(run.output()).find(), run::output);
        assertEquals(0, run.exitCode());
    }
}
