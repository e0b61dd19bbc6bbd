package org.deskferry.app.settings;

/** What happens when a pod of the user's arrives at this machine. */
public enum FollowMe {
    OFF,
    WINDOW,
    FULL_SCREEN
}
