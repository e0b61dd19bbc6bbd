package org.deskferry.app.fleet;

import java.time.Instant;
import java.util.List;
import org.deskferry.proto.v1.Problem;

/** How a workstation can be reached from here. */
public sealed interface Reach {

    /** First tries are under way. */
    record Connecting() implements Reach {}

    /** It answers; what is shown of it is at most a few seconds old. */
    record Online() implements Reach {}

    /** It does not answer. {@code since}: when it was last heard of, or first missed if never heard of. */
    record Away(Instant since, boolean everSeen, List<Problem> problems) implements Reach {}

    /** It answers, but one side does not accept the other's certificate. */
    record NotTrusted(List<Problem> problems) implements Reach {}
}
