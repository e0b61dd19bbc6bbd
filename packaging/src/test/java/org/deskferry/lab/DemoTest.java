package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo as it runs without a display, in a lab of its own: real drags in the real window. */
class DemoTest {
    @Test
    void theDemoEndsWell() {
        var demo = Path.of("demo/demo").toAbsolutePath();
        var lab = "/var/tmp/deskferry-demo-" + Integer.toHexString(demo.hashCode());
        var run = Run.of(List.of("env", "DEMO_ONCE=1", "DESKFERRY_LAB=" + lab, demo.toString()));
        var last = run.output().lines().reduce((_, line) -> line).orElse("");
        assertTrue(
                last.matches("demo: ok moves=2 kept=(\\d+)/\\1 app_gap_ms=\\d+,\\d+ peer_gap_ms=\\d+,\\d+ residue=0"),
                run::output);
        assertEquals(0, run.exitCode());
    }
}
