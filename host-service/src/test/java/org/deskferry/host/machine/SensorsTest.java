package org.deskferry.host.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SensorsTest {
    @Test
    void measuresThisMachine(@TempDir Path state) {
        var facts = new Sensors("desk-1", state, "4.2.1").facts();
        assertEquals("desk-1", facts.getName());
        assertEquals("4.2.1", facts.getEngine());
        assertTrue(facts.getMemoryTotalBytes() > 64 << 20, facts::toString);
        assertTrue(facts.getMemoryAvailableBytes() <= facts.getMemoryTotalBytes(), facts::toString);
        assertTrue(facts.getMemoryAvailableBytes() > 0, facts::toString);
        assertTrue(Math.abs(state.toFile().getUsableSpace() - facts.getDiskFreeBytes()) < 1 << 30, facts::toString);
        assertEquals(Runtime.getRuntime().availableProcessors(), facts.getCpus());
        assertEquals(System.getProperty("os.version"), facts.getKernel());
        assertTrue(facts.getVersion().matches("\\d+\\.\\d+\\.\\d+.*"), facts.getVersion());
    }
}
