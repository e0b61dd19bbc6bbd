package org.deskferry.app.fleet;

import java.util.List;
import org.deskferry.app.evacuation.Stay;

/** What is known of the evacuation of a workstation that this app has begun. */
public sealed interface EvacuationState {

    record None() implements EvacuationState {}

    /** {@code moved} are away; {@code moving} are on their way now. */
    record UnderWay(int moved, int moving) implements EvacuationState {}

    /** Empty {@code stays}: all are away. */
    record Over(int moved, List<Stay> stays) implements EvacuationState {}
}
