package org.deskferry.host.display;

/**
 * Where an X server can be reached: paths in the file tree it runs in.
 *
 * @param vnc the socket that speaks RFB
 * @param x11 the socket that speaks X11; its name ends in the number of the display
 * @param authority the file with the cookie that X11 asks for
 */
record DisplayFiles(String vnc, String x11, String authority) {
    static final DisplayFiles OF_POD =
            new DisplayFiles("/run/deskferry/vnc.sock", "/tmp/.X11-unix/X0", "/home/user/.Xauthority");

    String displayNumber() {
        return x11.substring(x11.lastIndexOf('X') + 1);
    }
}
