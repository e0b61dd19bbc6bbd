package org.deskferry.app.table;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.proto.v1.Pod;

/** A pod in the table, as it was when somebody last looked. */
final class PodRow {
    private final PodModel pod;
    private final ReadOnlyObjectWrapper<PodFacts> facts;
    private Sight last;
    private long seen;

    PodRow(PodModel pod) {
        this.pod = pod;
        this.last = Sight.of(pod);
        this.facts = new ReadOnlyObjectWrapper<>(PodFacts.of(pod));
    }

    /** What its facts are made of. */
    private record Sight(Pod pod, WorkstationModel home, Reach reach, MoveState move) {
        static Sight of(PodModel pod) {
            return new Sight(pod.pod(), pod.home(), pod.home().reach(), pod.move());
        }

        /** Identity will do, and deep comparison of what has not changed would cost more than it saves. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(PodModel now) {
            return pod == now.pod() && home == now.home() && reach == now.home().reach() && move == now.move();
        }
    }

    PodModel pod() {
        return pod;
    }

    PodFacts facts() {
        return facts.get();
    }

    ReadOnlyObjectProperty<PodFacts> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /** In which round it was last looked at. */
    long seen() {
        return seen;
    }

    /** Looks again, and tells whether anything has changed. */
    boolean look(long round) {
        seen = round;
        if (last.isOf(pod)) {
            return false;
        }
        last = Sight.of(pod);
        var now = PodFacts.of(pod);
        var changed = !now.equals(facts());
        if (changed) {
            facts.set(now);
        }
        return changed;
    }
}
