package org.deskferry.host.move;

import java.time.Duration;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.ToSource;

/** The source's end of a move's stream. Messages arrive in order or not at all. */
public interface ToPeer extends AutoCloseable {
    /**
     * Adds connections, as far as they can be opened: more than one processor then encrypts what is sent. One that breaks later breaks the stream, unless
     * the wake has been sent.
     *
     * @param most how many the destination takes, with the one there is
     * @throws StreamLostException if one breaks at once
     */
    void addLanes(String moveId, int most) throws InterruptedException;

    /**
     * Sends a message, waiting while the destination is behind. May be called from several threads.
     *
     * @throws StreamLostException if the stream is broken
     */
    void send(ToDestination message) throws InterruptedException;

    /**
     * The destination's next message.
     *
     * @throws StreamLostException if the stream is broken, or nothing comes within {@code limit}
     */
    ToSource receive(Duration limit) throws InterruptedException;

    /** Ends the stream; what was sent may not arrive. */
    @Override
    void close();
}
