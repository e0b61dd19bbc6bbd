package org.deskferry.host.checkpoint;

/** What happens to a pod while it wakes. */
public interface WakeEvents {
    /** Its first process and its namespaces exist, and nothing else of it: give it its link. CRIU restores its mounts meanwhile, and then waits. */
    void namespacesStand(long initPid);

    /** Its connections stand and its processes are about to run: open the link. CRIU waits. */
    void connectionsStand(long initPid);
}
