package org.deskferry.app.settings;

/** The colours of the window. */
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
}
