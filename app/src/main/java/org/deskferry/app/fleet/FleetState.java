package org.deskferry.app.fleet;

import java.util.List;
import org.deskferry.proto.v1.Problem;

/** Whether there is a fleet to show at all. */
public sealed interface FleetState {

    record Loading() implements FleetState {}

    record Ready() implements FleetState {}

    /** None is set up here, or its files cannot be used. */
    record Unusable(List<Problem> problems) implements FleetState {}
}
