package org.deskferry.host.display;

import java.io.IOException;
import java.util.List;

/** Whether somebody manages the windows of a display: until then a session cannot be worked in. */
final class WindowManager {
    private WindowManager() {}

    /** By the rule of the Extended Window Manager Hints: the root window names a window that names itself. */
    static boolean runs(X11 x11) throws IOException {
        var check = x11.ask(List.of(X11.atom("_NET_SUPPORTING_WM_CHECK")))
                .getFirst()
                .number();
        var window = named(x11, x11.root(), check);
        // A manager that has ended leaves the property behind, but not the window.
        return window != 0 && named(x11, window, check) == window;
    }

    private static int named(X11 x11, int window, int property) throws IOException {
        return x11.ask(List.of(X11.property(window, property)))
                .getFirst()
                .words()
                .findFirst()
                .orElse(0);
    }
}
