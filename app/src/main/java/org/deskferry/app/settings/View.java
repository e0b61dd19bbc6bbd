package org.deskferry.app.settings;

/** The ways of looking at the fleet. */
public enum View {
    BOARD,
    TABLE,
    HISTORY
}
