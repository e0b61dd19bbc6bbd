package org.deskferry.host.move;

/** The stream between the two workstations of a move broke, or went silent for too long. */
public final class StreamLostException extends RuntimeException {
    public StreamLostException(String message) {
        super(message);
    }

    public StreamLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
