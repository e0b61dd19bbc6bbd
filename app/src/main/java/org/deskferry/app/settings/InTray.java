package org.deskferry.app.settings;

/** Whether there is an icon in the desktop's tray, and what happens when the window is closed. */
public enum InTray {
    OFF,
    ICON,
    /** The app goes on in the tray when its window is closed. */
    STAY
}
