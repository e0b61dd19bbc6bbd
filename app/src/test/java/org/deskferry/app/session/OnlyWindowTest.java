package org.deskferry.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.deskferry.app.scripted.DesktopSession;
import org.freedesktop.dbus.exceptions.DBusException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet's second window is the first one, as programs on a real bus have it. */
final class OnlyWindowTest {
    private static final Path FLEET = Path.of("/home/anna/.config/deskferry");

    @TempDir
    Path temp;

    private final Semaphore raised = new Semaphore(0);
    private DesktopSession desktop;

    @BeforeEach
    void start() throws IOException {
        desktop = DesktopSession.start(temp);
    }

    @AfterEach
    void end() {
        desktop.close();
    }

    @Test
    void who_comes_second_gets_the_first_ones_window() throws Exception {
        try (var first = SessionBus.at(desktop.address());
                var second = SessionBus.at(desktop.address())) {
            assertTrue(isHere(first, FLEET));
            assertFalse(isHere(second, FLEET));
            assertTrue(raised.tryAcquire(10, TimeUnit.SECONDS));
            assertEquals(0, raised.availablePermits());
        }
    }

    @Test
    void whose_window_does_not_come_is_not_waited_for() throws DBusException {
        try (var first = SessionBus.at(desktop.address());
                var second = SessionBus.at(desktop.address())) {
            assertTrue(OnlyWindow.isHere(first, FLEET, () -> {
                throw new IllegalStateException("it hangs");
            }));
            assertTrue(isHere(second, FLEET));
        }
    }

    @Test
    void another_fleet_has_its_own() throws DBusException {
        try (var first = SessionBus.at(desktop.address());
                var second = SessionBus.at(desktop.address())) {
            assertTrue(isHere(first, FLEET));
            assertTrue(isHere(second, FLEET.resolveSibling("of a customer")));
            assertEquals(0, raised.availablePermits());
        }
    }

    @Test
    void whose_window_has_ended_is_in_nobodys_way() throws DBusException {
        try (var first = SessionBus.at(desktop.address())) {
            assertTrue(isHere(first, FLEET));
        }
        try (var second = SessionBus.at(desktop.address())) {
            assertTrue(isHere(second, FLEET));
        }
    }

    private boolean isHere(SessionBus bus, Path fleet) {
        return OnlyWindow.isHere(bus, fleet, raised::release);
    }
}
