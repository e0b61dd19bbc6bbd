package org.deskferry.host.pod;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.deskferry.host.linux.Proc;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.PodState;

/** A pod on this workstation, from the moment its record is written until it is removed. Thread-safe. */
public final class HostedPod {
    private final PodFolder folder;
    private final Cgroup cgroup;
    private volatile PodRecord record;
    private volatile Optional<Claim> claim = Optional.empty();

    HostedPod(PodRecord record, PodFolder folder, Cgroup cgroup) {
        this.record = record;
        this.folder = folder;
        this.cgroup = cgroup;
    }

    /**
     * Why a pod is busy.
     *
     * @param state the state it shows meanwhile; empty: that which it has
     * @param moveId the move, or an empty text
     */
    record Claim(Optional<PodState> state, String moveId) {}

    public String id() {
        return manifest().getId();
    }

    public String name() {
        return manifest().getName();
    }

    public PodManifest manifest() {
        return record().getManifest();
    }

    public PodRecord record() {
        return record;
    }

    void setRecord(PodRecord fresh) {
        record = fresh;
    }

    public PodFolder folder() {
        return folder;
    }

    public Cgroup cgroup() {
        return cgroup;
    }

    /** Its first process as this machine numbers it; empty if it has ended. */
    public OptionalLong initPid() {
        var known = record();
        var alive = known.getInitPid() != 0
                && known.getBootId().equals(Proc.bootId())
                && Proc.startTicks(known.getInitPid()).stream().anyMatch(ticks -> ticks == known.getInitStartTicks());
        return alive ? OptionalLong.of(known.getInitPid()) : OptionalLong.empty();
    }

    /** Memory of its processes that no file backs. */
    public long memoryBytes() {
        return cgroup.pids().stream().mapToLong(Proc::privateBytes).sum();
    }

    public PodState state() {
        return claim.flatMap(Claim::state).orElseGet(this::ownState);
    }

    private PodState ownState() {
        if (record().getStage() == PodRecord.Stage.STAGE_COMMITTED) {
            return PodState.POD_STATE_IN_DOUBT;
        }
        if (record().getStage() == PodRecord.Stage.STAGE_SUSPENDED) {
            return PodState.POD_STATE_SUSPENDED;
        }
        return initPid().isPresent() ? PodState.POD_STATE_RUNNING : PodState.POD_STATE_ENDED;
    }

    /** The move that is under way, or an empty text. */
    public String moveId() {
        return claim.map(Claim::moveId).orElse("");
    }

    /** Whether someone has it. */
    boolean isClaimed() {
        return claim.isPresent();
    }

    /** Whether it is the caller's from now on; waits for {@code patience} at most. */
    synchronized boolean claim(Claim wanted, Duration patience) throws InterruptedException {
        var last = System.nanoTime() + patience.toNanos();
        while (claim.isPresent()) {
            var left = (last - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        claim = Optional.of(wanted);
        return true;
    }

    /** Shows another state to others; whoever has the claim keeps it. */
    synchronized void show(PodState state) {
        claim = Optional.of(new Claim(Optional.of(state), moveId()));
    }

    synchronized void release() {
        claim = Optional.empty();
        notifyAll();
    }
}
