package org.deskferry.lab;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deskferry.app.identity.Channels;
import org.deskferry.app.identity.Credentials;
import org.deskferry.app.identity.Failures;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.CensusRequest;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.ResolveMoveRequest;
import org.deskferry.proto.v1.RestGrpc;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.Snapshot;
import org.deskferry.proto.v1.SuspendPodResponse;
import org.deskferry.proto.v1.WatchRequest;
import org.deskferry.proto.v1.WorkstationGrpc;

/** A workstation of the lab, with what its operator may ask of it. Calls throw {@link RefusedException}. */
public final class Workstation extends Node implements AutoCloseable {
    /** Whoever tests a firewall closes them. */
    private static final List<OpenPorts> ALL_PORTS = Stream.of(
                    OpenPorts.Protocol.PROTOCOL_TCP, OpenPorts.Protocol.PROTOCOL_UDP)
            .map(protocol -> OpenPorts.newBuilder()
                    .setProtocol(protocol)
                    .setFirst(1)
                    .setLast(0xffff)
                    .build())
            .toList();

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Member member;
    private final Doorway doorway;
    private final ManagedChannel channel;

    private Workstation(Path lab, Member member, Doorway doorway, ManagedChannel channel) {
        super(lab, member.name());
        this.member = member;
        this.doorway = doorway;
        this.channel = channel;
    }

    /** The workstation {@code member} of a lab, called from the node {@code desk} with the operator's credentials. */
    static Workstation reach(Path lab, Member member, Node desk, Credentials operator) {
        var doorway = Doorway.open(desk, member.host(), member.port());
        var entrance = new Member(member.name(), "127.0.0.1", doorway.port());
        return new Workstation(lab, member, doorway, Channels.of(operator).open(entrance));
    }

    Member member() {
        return member;
    }

    /** The same member, where it is for programs outside of the lab. */
    Member entrance() {
        return entrance(member, doorway);
    }

    private static Member entrance(Member member, Doorway doorway) {
        return new Member(member.name(), "127.0.0.1", doorway.port());
    }

    /** "host:port" in the lab. */
    public String address() {
        return member.address();
    }

    /** The host of {@link #address}. */
    public String host() {
        return member.host();
    }

    public Pod create(String pod) {
        return create(pod, "");
    }

    public Pod create(String pod, String owner) {
        return call(stub -> stub.createPod(CreatePodRequest.newBuilder()
                .setName(pod)
                .setOwner(owner)
                .addAllOpenPorts(ALL_PORTS)
                .build()));
    }

    public void destroy(String pod) {
        var _ = call(stub -> stub.destroyPod(request(pod)));
    }

    public Pod describe(String pod) {
        return call(stub -> stub.describePod(request(pod)));
    }

    public Snapshot look() {
        // The call would go on, at the workstation's cost, if nobody cancelled it.
        try (var once = Context.current().withCancellation()) {
            return once.wrap(() -> call(stub ->
                            stub.watch(WatchRequest.getDefaultInstance()).next()))
                    .call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has of a pod by its own account. */
    public List<String> census(String podId) {
        return call(stub ->
                        stub.census(CensusRequest.newBuilder().setPodId(podId).build()))
                .getFoundList();
    }

    /** Moves a pod from here, and waits for the end. */
    public MoveResult move(String pod, Workstation destination) {
        return move(pod, destination.name(), destination.address());
    }

    public MoveResult move(String pod, String destination, String address) {
        var request = MovePodRequest.newBuilder()
                .setPod(pod)
                .setDestination(destination)
                .setAddress(address)
                .build();
        return call(stub -> {
            var last = MoveProgress.getDefaultInstance();
            for (var progress = stub.movePod(request); progress.hasNext(); ) {
                last = progress.next();
            }
            return last.getResult();
        });
    }

    /** Calls off the move of a pod from here. */
    public void cancel(String pod) {
        var _ = call(stub -> stub.cancelMove(request(pod)));
    }

    /** Decides where a pod in doubt is. */
    public void resolve(String pod, ResolveMoveRequest.Decision decision) {
        var _ = call(stub -> stub.resolveMove(ResolveMoveRequest.newBuilder()
                .setPod(pod)
                .setDecision(decision)
                .build()));
    }

    /** The state of a pod; empty where it has none. */
    public Optional<PodState> state(String podId) {
        return look().getPodsList().stream()
                .filter(pod -> pod.getManifest().getId().equals(podId))
                .map(Pod::getState)
                .findFirst();
    }

    /** Whether the kernel lets no process of a pod run here: because it holds them, or because there is none. */
    public boolean isStill(String podId) {
        var events = cgroups().resolve("pod-" + podId).resolve("cgroup.events");
        if (!Files.exists(events)) {
            return true;
        }
        var text = read(events);
        return text.contains("frozen 1") || text.contains("populated 0");
    }

    /** Writes a pod to its disk. */
    public SuspendPodResponse suspend(String pod) {
        return callRest(stub -> stub.suspendPod(request(pod)));
    }

    /** Wakes a pod from its disk. */
    public ResumePodResponse resume(String pod) {
        return callRest(stub -> stub.resumePod(request(pod)));
    }

    /** As {@link #call}, about pods at rest. */
    public <T> T callRest(Function<RestGrpc.RestBlockingStub, T> call) {
        try {
            return call.apply(RestGrpc.newBlockingStub(channel).withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            throw new RefusedException(Failures.of(e, member), e);
        }
    }

    /** Whether a pod from here could move. */
    public MoveCheck check(String pod, Workstation destination) {
        var request = MovePodRequest.newBuilder()
                .setPod(pod)
                .setDestination(destination.name())
                .setAddress(destination.address())
                .build();
        return call(stub -> stub.checkMove(request));
    }

    /** Asks with a fresh stub; what fails becomes words. */
    public <T> T call(Function<WorkstationGrpc.WorkstationBlockingStub, T> call) {
        try {
            return call.apply(
                    WorkstationGrpc.newBlockingStub(channel).withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            throw new RefusedException(Failures.of(e, member), e);
        }
    }

    /** Lets the next call try anew, however often calls have failed. */
    void reconnect() {
        channel.resetConnectBackoff();
    }

    /** The settings its host service reads when it starts. */
    public Path configuration() {
        return folder().resolve("etc/host.conf");
    }

    /** Replaces them. */
    void configure(String settings) {
        try {
            Files.writeString(configuration(), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what it has kept of pods that have left. */
    public void forgetPods() {
        run("rm", "-rf", "/var/lib/deskferry/kept");
    }

    /** Its host service, as the machine numbers it. */
    public long servicePid() {
        return ServiceSize.pid(this);
    }

    /** Sends its host service a signal: "STOP" for one. */
    void signalService(String signal) {
        var _ = run(
                "kill",
                "-" + signal,
                Node.read(root().resolve("run/deskferry-host.pid")).strip());
    }

    /** Its processes, but for those that make it a node of the lab. */
    List<Long> all() {
        return processes().entrySet().stream()
                .filter(process -> process.getKey() != 1 && !process.getValue().equals("sleep infinity"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Those of them that belong to no pod. */
    List<Long> outsidePods() {
        return all().stream()
                .filter(pid -> !Node.readOrNothing(root().resolve("proc/" + pid + "/cgroup"))
                        .contains("/pod-"))
                .toList();
    }

    /** The control groups of its pods. */
    public Path cgroups() {
        return setting("cgroup.root");
    }

    /** The CRIU it works with. */
    public Path engine() {
        return setting("engine.criu");
    }

    private Path setting(String name) {
        var key = name + "=";
        return read(configuration())
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> Path.of(line.substring(key.length())))
                .findFirst()
                .orElseThrow();
    }

    /** Everything its host service has logged. */
    public String log() {
        var file = folder().resolve("service.log");
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PodRequest request(String pod) {
        return PodRequest.newBuilder().setPod(pod).build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        doorway.close();
    }
}
