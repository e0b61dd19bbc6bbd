package org.deskferry.app.viewer;

import java.util.List;
import org.deskferry.proto.v1.DisplayAbsence;
import org.deskferry.proto.v1.Problem;

/** How a viewer stands with its pod. */
sealed interface Standing {
    /** Nothing is known yet. */
    record Connecting() implements Standing {}

    /** What is done in the window is done in the pod, at {@code workstation}. */
    record Live(String workstation) implements Standing {}

    /** The pod stands still, or is not there; {@code workstation} says so. The viewer goes on by itself when the pod does. */
    record Absent(String workstation, DisplayAbsence why) implements Standing {}

    /** Nobody can say anything, or nothing sensible. The viewer tries again by itself. */
    record Lost(List<Problem> problems) implements Standing {}
}
