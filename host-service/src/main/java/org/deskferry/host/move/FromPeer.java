package org.deskferry.host.move;

import java.time.Duration;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;

/** The destination's end of a move's stream. */
public interface FromPeer {
    /** The caller's name as its certificate has it. */
    String name();

    /** Lets the source add connections to its move {@code moveId}. Returns how many it may have, with the one there is. */
    int admitLanes(String moveId);

    /**
     * Sends a message.
     *
     * @throws StreamLostException if the stream is broken
     */
    void send(ToSource message) throws InterruptedException;

    /**
     * The source's next message.
     *
     * @throws StreamLostException if the stream is broken, or nothing comes within {@code limit}
     */
    ToDestination receive(Duration limit) throws InterruptedException;

    /** Makes {@link #receive} fail from now on, also where it waits already. What is sent still goes out. */
    void hangUp(String reason);
}
