package org.deskferry.host.rest;

import java.io.IOException;
import org.deskferry.proto.v1.PodPart;

/** Where the parts of a pod come from. */
@FunctionalInterface
public interface PartSource {
    /**
     * The next part.
     *
     * @throws IOException if nothing more comes
     */
    PodPart next() throws IOException, InterruptedException;
}
