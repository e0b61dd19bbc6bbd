package org.deskferry.host.checkpoint;

/** What happens to a pod while it wakes. Called from CRIU's hooks; CRIU waits meanwhile. */
public interface WakeEvents {
    /** Its first process and its namespaces exist, and nothing else of it: give it its link. */
    void namespacesStand(long initPid);

    /** Its connections stand and its processes are about to run: open the link. */
    void connectionsStand(long initPid);
}
