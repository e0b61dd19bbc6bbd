package org.deskferry.app.rfb;

/** Hears what a session brings, on the thread that runs it. */
public interface Listener {
    /** There is a new canvas, black as yet, of another size than the one before. */
    void sized(Canvas canvas);

    /** An update is complete, and has changed nothing outside of {@code area}. */
    void painted(Canvas canvas, Area area);

    /** The pointer has another shape. */
    void pointed(Pointer pointer);

    /** A text was cut or copied there. */
    void copied(String text);

    /** The session wants to be heard. */
    void rang();
}
