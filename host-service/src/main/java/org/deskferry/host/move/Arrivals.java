package org.deskferry.host.move;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.deskferry.host.handover.Deed;
import org.deskferry.host.handover.Event;
import org.deskferry.host.handover.HandOver;
import org.deskferry.host.handover.Rule;
import org.deskferry.host.handover.Stand;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.PodNames;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.pod.Tombstones;
import org.deskferry.proto.v1.Fate;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.PodRecord;

/** The moves to this workstation that are under way, and the answers to sources in doubt. Thread-safe. */
public final class Arrivals {
    /** Moves that a source has asked about before their offer came: it may still come. */
    private static final int MOST_RULED_OUT = 1000;

    private final Pods pods;
    private final Tombstones tombstones;
    private final Map<String, Arrival> underWay = new HashMap<>();
    private final LinkedHashSet<String> ruledOut = new LinkedHashSet<>();

    public Arrivals(Pods pods, Tombstones tombstones) {
        this.pods = pods;
        this.tombstones = tombstones;
    }

    /** Whether no pod is on its way here. */
    public synchronized boolean isNoneUnderWay() {
        return underWay.isEmpty();
    }

    /**
     * Begins a move to here.
     *
     * @throws StreamLostException if its source has asked about it already, and has the pod back
     */
    synchronized Arrival begin(String moveId) {
        if (underWay.containsKey(moveId)) {
            throw Failures.protocol("two moves have the id " + moveId);
        }
        var arrival = new Arrival(ruledOut.contains(moveId) ? Stand.RULED_OUT : Stand.ABSENT, () -> end(moveId));
        if (arrival.on(Event.OFFERED).next() == Stand.RULED_OUT) {
            throw new StreamLostException("the source had taken the pod back before its offer came");
        }
        underWay.put(moveId, arrival);
        return arrival;
    }

    private synchronized void end(String moveId) {
        underWay.remove(moveId);
    }

    /**
     * Decides what becomes of a pod that waits here for its source's word.
     *
     * @param decision {@link Event#KEEP} or {@link Event#GIVE_UP}
     * @return whether there was one that waits
     */
    synchronized boolean resolve(PodRecord pod, Event decision) {
        var arrival = Optional.ofNullable(underWay.get(pod.getMoveId())).filter(one -> one.stand() == Stand.READY);
        arrival.ifPresent(one -> one.decide(decision, Epochs.ahead(pod.getManifest())));
        return arrival.isPresent();
    }

    /** What became of a move to here. Any answer but "waking" is final. */
    public synchronized Fate fate(FateRequest request) {
        PodNames.checkId(request.getPodId());
        return Optional.ofNullable(underWay.get(request.getMoveId()))
                .map(arrival -> answer(arrival.ask(request.getTake(), request.getEpoch())))
                .orElseGet(() -> recall(request));
    }

    /** Of a move that is over here, or has never begun. */
    private Fate recall(FateRequest request) {
        var rule = HandOver.TABLE.on(stand(request), Event.ASKED);
        if (rule.next() == Stand.RULED_OUT) {
            ruleOut(request.getMoveId());
        }
        var runsHere = rule.stand() != Stand.GONE;
        return answer(rule) == Fate.FATE_TAKEN_OVER && runsHere ? Fate.FATE_RUNS_HERE : answer(rule);
    }

    /** Where the pod stands as far as this move goes: the epoch tells whether an earlier stay was before the move or by it. */
    private Stand stand(FateRequest request) {
        if (pods.list().stream().anyMatch(pod -> tookOver(pod, request))) {
            return Stand.HERE;
        }
        var gone = tombstones
                .of(request.getPodId())
                .filter(tombstone -> isSeen(request, tombstone.getEpoch())
                        || tombstone.getMoveId().equals(request.getMoveId()));
        return gone.isPresent() ? Stand.GONE : Stand.ABSENT;
    }

    /** Whether it runs by that move, or did: one that was killed while it was being woken has not. One that rests has. */
    private static boolean tookOver(HostedPod pod, FateRequest request) {
        var record = pod.record();
        var belongsHere = record.getStage() == PodRecord.Stage.STAGE_HERE
                || record.getStage() == PodRecord.Stage.STAGE_COMMITTED
                || record.getStage() == PodRecord.Stage.STAGE_SUSPENDED;
        return pod.id().equals(request.getPodId())
                && belongsHere
                && (record.getMoveId().equals(request.getMoveId())
                        || isSeen(request, pod.manifest().getEpoch()))
                && (record.getHasRun() || record.hasResting() || pod.initPid().isPresent());
    }

    private static boolean isSeen(FateRequest request, long epoch) {
        return request.getEpoch() > 0 && epoch >= request.getEpoch();
    }

    private void ruleOut(String moveId) {
        ruledOut.add(moveId);
        if (ruledOut.size() > MOST_RULED_OUT) {
            ruledOut.removeFirst();
        }
    }

    private static Fate answer(Rule rule) {
        if (rule.deeds().contains(Deed.ANSWER_TAKEN_OVER)) {
            return Fate.FATE_TAKEN_OVER;
        }
        return rule.deeds().contains(Deed.ANSWER_WAKING) ? Fate.FATE_WAKING : Fate.FATE_NOT_HERE;
    }
}
