package org.deskferry.app.board;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** A notification of this side's desktop, by the program that desktops have for that; where there is none, nothing is shown. */
final class DesktopNotice {
    private static final System.Logger LOG = System.getLogger(DesktopNotice.class.getName());

    private DesktopNotice() {}

    static void show(String heading, String text) {
        try {
            var _ = new ProcessBuilder("notify-send", "--app-name=Deskferry", "--icon=deskferry", "--", heading, text)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "notify-send", e);
        }
    }
}
