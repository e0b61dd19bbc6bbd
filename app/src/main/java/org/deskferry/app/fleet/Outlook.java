package org.deskferry.app.fleet;

import java.util.List;
import org.deskferry.proto.v1.MoveEstimate;
import org.deskferry.proto.v1.Problem;

/** What the workstations say of a move before anybody asks for it. They may think otherwise when it begins. */
public sealed interface Outlook {
    /** They have not answered yet. */
    record Asking() implements Outlook {}

    /**
     * It can begin.
     *
     * @param warnings what does not stand in the way, but its user should know
     */
    record Open(MoveEstimate estimate, List<Problem> warnings) implements Outlook {}

    /** It would be refused. */
    record Hindered(List<Problem> problems) implements Outlook {}

    /** They do not say. */
    record Unknown() implements Outlook {}
}
