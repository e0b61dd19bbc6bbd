package org.deskferry.app.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.types.Variant;

/** Sees to it that a desktop session has one window of a fleet: who starts the app again gets that one. */
public final class OnlyWindow {
    private static final System.Logger LOG = System.getLogger(OnlyWindow.class.getName());
    private static final String NAME = "org.deskferry.Deskferry";
    private static final String PATH = "/org/deskferry/Deskferry";
    private static final int DIGEST_BYTES = 8;

    private OnlyWindow() {}

    /**
     * Whether this program is the one with the window of {@code fleet}, the folder that describes it; {@code raise} is then run, on a thread of the bus, whenever
     * another is started; if it throws, that one opens a window of its own. False: there is one already, and it has been asked to show its window.
     */
    public static boolean isHere(SessionBus bus, Path fleet, Runnable raise) {
        var window = new Window(raise);
        try {
            // Whoever finds the name taken calls at once.
            bus.export(window);
            var name = name(fleet);
            if (bus.claim(name)) {
                return true;
            }
            bus.withdraw(window);
            bus.object(name, PATH, Activation.class).activate(Map.of());
            return false;
        } catch (DBusException | DBusExecutionException e) {
            // Two windows are better than none.
            LOG.log(System.Logger.Level.WARNING, "the window that is open already does not answer", e);
            return true;
        }
    }

    /** Of one fleet the same in every session, and a legal name whatever the folder's. */
    private static String name(Path fleet) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(fleet.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
            return NAME + ".fleet_" + HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Window(Runnable raise) implements Activation {
        @Override
        public void activate(Map<String, Variant<?>> platformData) {
            raise.run();
        }

        @Override
        public String getObjectPath() {
            return PATH;
        }
    }
}
