package org.deskferry.app.scripted;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.fleet.Standpoint;
import org.deskferry.app.fleet.TroubleException;
import org.deskferry.app.identity.Member;
import org.deskferry.app.identity.ThisMachine;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;

/** Some scripted workstations as one fleet, spoken to without TLS. */
public final class ScriptedFleet implements FleetSource, AutoCloseable {
    private final List<ScriptedWorkstation> workstations = new ArrayList<>();
    private final List<Member> others = new ArrayList<>();
    private final Map<Member, FleetSource> ways = new HashMap<>();
    // Nothing is there until a test says so.
    private ThisMachine machine = new ThisMachine(Path.of("/nonexistent"));
    private Path folder = Path.of("/nonexistent/fleet");
    private Standpoint standpoint = Standpoint.UNKNOWN;
    private final List<Problem> unusable = new ArrayList<>();

    public synchronized ScriptedWorkstation add(String name) {
        var workstation = new ScriptedWorkstation(name);
        workstations.add(workstation);
        return workstation;
    }

    public synchronized void remove(ScriptedWorkstation workstation) {
        workstations.remove(workstation);
        workstation.close();
    }

    /** A member that is not scripted: somebody else listens there, or nobody. */
    public synchronized void add(Member other) {
        others.add(other);
    }

    /** As {@link #add(Member)}, spoken to as the members of {@code way} are. */
    public synchronized void add(Member other, FleetSource way) {
        ways.put(other, way);
        add(other);
    }

    /** Fails to load from now on, until called with nothing. */
    public synchronized void setUnusable(Problem... problems) {
        unusable.clear();
        unusable.addAll(List.of(problems));
    }

    @Override
    public synchronized List<Member> members() throws TroubleException {
        if (!unusable.isEmpty()) {
            throw new TroubleException(unusable);
        }
        var members = new ArrayList<>(others);
        workstations.forEach(workstation -> members.add(workstation.member()));
        return members;
    }

    @Override
    public synchronized Standpoint standpoint() {
        return standpoint;
    }

    /** The machine that the app runs on. */
    public synchronized void setMachine(ScriptedMachine scripted) {
        machine = scripted.machine();
        folder = scripted.fleet();
    }

    @Override
    public synchronized ThisMachine machine() {
        return machine;
    }

    @Override
    public synchronized Path folder() {
        return folder;
    }

    /** Who sees it, and from which of its workstations. */
    public synchronized void seeFrom(String operator, String workstation) {
        standpoint = new Standpoint(operator, Optional.of(workstation));
    }

    @Override
    public synchronized ManagedChannel open(Member member) throws TroubleException {
        var way = ways.get(member);
        if (way != null) {
            return way.open(member);
        }
        return NettyChannelBuilder.forAddress(member.host(), member.port())
                .usePlaintext()
                .build();
    }

    /** A move that works, taking {@code pause} milliseconds between its steps. */
    public ScriptedWorkstation.Mover working(long pause) {
        return (pod, run) -> {
            var to = run.request().getDestination();
            var source = holder(pod);
            var destination = named(to);
            source.put(pod.toBuilder().setState(PodState.POD_STATE_LEAVING).build());
            run.say(Samples.progress(pod, source.name(), to, MovePhase.MOVE_PHASE_OFFER, 0, 0));
            Thread.sleep(pause);
            destination.put(
                    pod.toBuilder().setState(PodState.POD_STATE_ARRIVING).build());
            for (long megabytes = 60; megabytes <= 360; megabytes += 60) {
                run.say(Samples.progress(pod, source.name(), to, MovePhase.MOVE_PHASE_COPY_LIVE, megabytes, 412));
                Thread.sleep(pause);
            }
            run.say(Samples.progress(pod, source.name(), to, MovePhase.MOVE_PHASE_FREEZE, 390, 412));
            Thread.sleep(pause);
            run.say(Samples.progress(pod, source.name(), to, MovePhase.MOVE_PHASE_WAKE, 412, 412));
            Thread.sleep(pause);
            source.remove(pod.getManifest().getId());
            Thread.sleep(pause);
            destination.put(moved(pod));
            run.say(Samples.progress(pod, source.name(), to, MovePhase.MOVE_PHASE_DONE, 412, 412).toBuilder()
                    .setResult(Samples.result(pod.getConnections()))
                    .build());
        };
    }

    public static Pod moved(Pod pod) {
        var manifest = pod.getManifest();
        return pod.toBuilder()
                .setState(PodState.POD_STATE_RUNNING)
                .setManifest(manifest.toBuilder().setEpoch(manifest.getEpoch() + 1))
                .build();
    }

    @Override
    public void close() {
        workstations.forEach(ScriptedWorkstation::close);
    }

    private synchronized ScriptedWorkstation named(String name) {
        return workstations.stream()
                .filter(workstation -> workstation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private synchronized ScriptedWorkstation holder(Pod pod) {
        return workstations.stream()
                .filter(workstation -> workstation.holds(pod.getManifest().getId()))
                .findFirst()
                .orElseThrow();
    }
}
