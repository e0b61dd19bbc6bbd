package org.deskferry.app.admission;

/** Hears how it ended, where the dialog may not be there any more to say so. Called on the FX thread. */
public interface Outcome {
    void report(String heading, String what);

    void tell(String heading, String reason);
}
