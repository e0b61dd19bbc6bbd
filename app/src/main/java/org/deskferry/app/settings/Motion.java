package org.deskferry.app.settings;

/** Whether things may move and fade. */
public enum Motion {
    SYSTEM,
    REDUCED,
    FULL
}
