package org.deskferry.host.move;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.pod.Pods;
import org.deskferry.proto.v1.Fate;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.PodRecord;

/**
 * The moves to this workstation that are under way, and the answer to a source in doubt: a commit is either taken here or
 * ruled out, never both. Thread-safe.
 */
public final class Arrivals {
    private final Pods pods;
    private final Map<String, Arrival> underWay = new ConcurrentHashMap<>();

    public Arrivals(Pods pods) {
        this.pods = pods;
    }

    /** One move to here, until it is closed. */
    final class Arrival implements AutoCloseable {
        private final String moveId;
        private boolean committed;
        private boolean ruledOut;

        private Arrival(String moveId) {
            this.moveId = moveId;
        }

        /** Takes the source's decision, unless it was ruled out before. */
        synchronized boolean commit() {
            committed = !ruledOut;
            return committed;
        }

        private synchronized Fate ruleOutUnlessCommitted() {
            ruledOut = !committed;
            return committed ? Fate.FATE_WAKING : Fate.FATE_NOT_HERE;
        }

        @Override
        public void close() {
            underWay.remove(moveId, this);
        }
    }

    Arrival begin(String moveId) {
        var arrival = new Arrival(moveId);
        if (underWay.putIfAbsent(moveId, arrival) != null) {
            throw Failures.protocol("two moves have the id " + moveId);
        }
        return arrival;
    }

    /** What became of a move to here. Any answer but "waking" is final. */
    public Fate fate(FateRequest request) {
        PodNames.checkId(request.getPodId());
        var arrival = underWay.get(request.getMoveId());
        if (arrival != null) {
            return arrival.ruleOutUnlessCommitted();
        }
        var runsHere = pods.list().stream()
                .filter(pod -> pod.id().equals(request.getPodId()))
                .anyMatch(pod -> tookOver(pod, request.getMoveId()));
        return runsHere ? Fate.FATE_RUNS_HERE : Fate.FATE_NOT_HERE;
    }

    /** Whether it runs by that move, or did: one that was killed while it was being woken has not. */
    private static boolean tookOver(HostedPod pod, String moveId) {
        var record = pod.record();
        return record.getStage() == PodRecord.Stage.STAGE_HERE
                && record.getMoveId().equals(moveId)
                && (record.getHasRun() || pod.initPid().isPresent());
    }
}
