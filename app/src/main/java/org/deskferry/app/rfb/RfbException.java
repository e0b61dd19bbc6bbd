package org.deskferry.app.rfb;

import java.io.IOException;

/** The other side said something that RFB does not allow, or that is out of all bounds. */
public final class RfbException extends IOException {
    private static final long serialVersionUID = 1L;

    /** {@code what}: what it did, to go on a sentence that begins with "it". */
    RfbException(String what) {
        super(what);
    }
}
