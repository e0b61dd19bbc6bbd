package org.deskferry.host.checkpoint;

/** What happens to a pod while it is frozen. Called from CRIU's hooks; CRIU waits meanwhile. */
public interface FreezeEvents {
    /** Its processes stand still: from now on nothing may reach it, or leave it, over the network. */
    void still();

    /** The freeze is taken back: its connections are in order again. May be called more than once. */
    void goesOn();
}
