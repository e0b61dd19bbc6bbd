package org.deskferry.host.inspection;

import java.io.IOException;

/** One kind of thing that CRIU cannot write down. */
interface Rule {
    void apply(Scene scene, Findings findings) throws IOException;
}
