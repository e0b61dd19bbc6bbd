package org.deskferry.host.checkpoint;

import org.deskferry.host.problem.ProblemException;

/** What happens to a pod while it is frozen. Called from CRIU's hooks; CRIU waits meanwhile. */
public interface FreezeEvents {
    /** Its first process is about to stand still. */
    void begins();

    /**
     * Its processes stand still: from now on nothing may reach it, or leave it, over the network.
     *
     * @throws ProblemException if it cannot be written down as it stands; it goes on then
     */
    void still();

    /** It is written down, and its connections are mute: from now on none of its programs may run, even if CRIU dies, until it goes on. */
    void written();

    /** CRIU has ended, and the pod goes on: what it may have left in the pod is to be taken away. */
    void engineIsGone();

    /** The freeze is taken back: its connections are in order again. May be called more than once. */
    void goesOn();
}
