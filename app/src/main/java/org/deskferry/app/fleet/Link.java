package org.deskferry.app.fleet;

import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import org.deskferry.proto.v1.DisplayGrpc;
import org.deskferry.proto.v1.HistoryGrpc;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ListHistoryResponse;
import org.deskferry.proto.v1.ListSnapshotsRequest;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MovePodRequest;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodRequest;
import org.deskferry.proto.v1.RestGrpc;
import org.deskferry.proto.v1.RestGrpc.RestBlockingV2Stub;
import org.deskferry.proto.v1.RestoreSnapshotRequest;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.Reunion;
import org.deskferry.proto.v1.ScreenRequest;
import org.deskferry.proto.v1.ScreenResponse;
import org.deskferry.proto.v1.SetOpenPortsRequest;
import org.deskferry.proto.v1.Snapshot;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.SuspendPodResponse;
import org.deskferry.proto.v1.TakeSnapshotRequest;
import org.deskferry.proto.v1.WatchRequest;
import org.deskferry.proto.v1.WorkstationGrpc;
import org.deskferry.proto.v1.WorkstationGrpc.WorkstationBlockingV2Stub;

/** The calls to one workstation. Each blocks, within a time limit, and is for virtual threads only. */
final class Link implements AutoCloseable {
    private static final Duration SCREEN_LIMIT = Duration.ofSeconds(10);
    private static final Duration PORTS_LIMIT = Duration.ofSeconds(10);
    private static final Duration HISTORY_LIMIT = Duration.ofSeconds(20);
    private static final Duration CHECK_LIMIT = Duration.ofSeconds(20);
    private static final Duration DESTROY_LIMIT = Duration.ofMinutes(1);
    private static final Duration CANCEL_LIMIT = Duration.ofMinutes(2);
    private static final Duration CREATE_LIMIT = Duration.ofMinutes(5);
    /** A large pod on a slow disk. */
    private static final Duration SUSPEND_LIMIT = Duration.ofMinutes(30);

    private final FleetSource source;
    private final Member member;
    private final ReentrantLock opening = new ReentrantLock();
    private Optional<ManagedChannel> channel = Optional.empty();
    private boolean closed;

    Link(FleetSource source, Member member) {
        this.source = source;
        this.member = member;
    }

    /** A stream of messages whose end is null and whose pauses are limited. */
    interface Stream<T> extends AutoCloseable {
        Optional<T> next(Duration limit) throws TroubleException, InterruptedException;

        @Override
        void close();
    }

    Stream<Snapshot> watch() throws TroubleException {
        channel().resetConnectBackoff();
        return stream(stub().watch(WatchRequest.getDefaultInstance()));
    }

    MoveCheck check(MovePodRequest request) throws TroubleException {
        return call(CHECK_LIMIT, stub -> stub.checkMove(request));
    }

    Stream<MoveProgress> move(MovePodRequest request) throws TroubleException {
        return stream(stub().movePod(request));
    }

    void create(CreatePodRequest request) throws TroubleException {
        call(CREATE_LIMIT, stub -> stub.createPod(request));
    }

    void destroy(String podId) throws TroubleException {
        call(DESTROY_LIMIT, stub -> stub.destroyPod(pod(podId)));
    }

    /** Returns when the pod rests on the disk. */
    SuspendPodResponse suspend(String podId) throws TroubleException {
        return callRest(stub -> stub.suspendPod(pod(podId)));
    }

    /** Returns when the pod runs, with what became of its connections. */
    Reunion resume(String podId) throws TroubleException {
        return callRest(stub -> stub.resumePod(pod(podId))).getReunion();
    }

    /** Returns when the pod runs on. */
    void cancelMove(String podId) throws TroubleException {
        call(
                CANCEL_LIMIT,
                stub -> stub.cancelMove(PodRequest.newBuilder().setPod(podId).build()));
    }

    /** Keeps a running pod as it is; returns when that is on the disk. */
    SnapshotRecord keep(String podId) throws TroubleException {
        return callRest(stub ->
                stub.takeSnapshot(TakeSnapshotRequest.newBuilder().setPod(podId).build()));
    }

    /** Oldest first. */
    List<SnapshotRecord> snapshots() throws TroubleException {
        return callRest(stub -> stub.listSnapshots(ListSnapshotsRequest.getDefaultInstance()))
                .getSnapshotsList();
    }

    /** Returns when a new pod goes on from it. */
    ResumePodResponse restore(String snapshotId) throws TroubleException {
        return callRest(stub -> stub.restoreSnapshot(
                RestoreSnapshotRequest.newBuilder().setSnapshot(snapshotId).build()));
    }

    /** Returns how many bytes of the disk are free again. */
    long deleteSnapshot(String snapshotId) throws TroubleException {
        return callRest(stub -> stub.deleteSnapshot(DeleteSnapshotRequest.newBuilder()
                        .setSnapshot(snapshotId)
                        .build()))
                .getFreedBytes();
    }

    /** Calls about pods at rest that take as long as they take. */
    RestBlockingV2Stub rest() throws TroubleException {
        return RestGrpc.newBlockingV2Stub(channel());
    }

    ListHistoryResponse history(ListHistoryRequest request) throws TroubleException {
        try {
            return HistoryGrpc.newBlockingV2Stub(channel())
                    .withDeadlineAfter(HISTORY_LIMIT)
                    .listHistory(request);
        } catch (StatusException | StatusRuntimeException e) {
            throw Trouble.of(e, member);
        }
    }

    Pod setOpenPorts(String podId, List<OpenPorts> open) throws TroubleException {
        var request = SetOpenPortsRequest.newBuilder().setPod(podId).addAllOpenPorts(open);
        return call(PORTS_LIMIT, stub -> stub.setOpenPorts(request.build()));
    }

    ScreenResponse screen(String podId, int maxWidth) throws TroubleException {
        var request =
                ScreenRequest.newBuilder().setPod(podId).setMaxWidth(maxWidth).build();
        return call(SCREEN_LIMIT, stub -> stub.screen(request));
    }

    /** A way to the display of a pod, as soon and as long as it runs there. The caller closes it. */
    Tunnel tunnel(String podId) throws TroubleException, InterruptedException {
        var channel = channel();
        channel.resetConnectBackoff();
        var tunnel = new Tunnel(member, DisplayGrpc.newBlockingV2Stub(channel).tunnel());
        tunnel.begin(podId);
        return tunnel;
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            channel.ifPresent(ManagedChannel::shutdownNow);
        } finally {
            opening.unlock();
        }
    }

    private interface Call<T> {
        T on(WorkstationBlockingV2Stub stub) throws StatusException;
    }

    private interface RestCall<T> {
        T on(RestBlockingV2Stub stub) throws StatusException;
    }

    private <T> T callRest(RestCall<T> call) throws TroubleException {
        try {
            return call.on(rest().withDeadlineAfter(SUSPEND_LIMIT));
        } catch (StatusException | StatusRuntimeException e) {
            throw Trouble.of(e, member);
        }
    }

    private static PodRequest pod(String podId) {
        return PodRequest.newBuilder().setPod(podId).build();
    }

    private <T> T call(Duration limit, Call<T> call) throws TroubleException {
        try {
            return call.on(stub().withDeadlineAfter(limit));
        } catch (StatusException | StatusRuntimeException e) {
            throw Trouble.of(e, member);
        }
    }

    private <T> Stream<T> stream(BlockingClientCall<?, T> call) {
        return new Stream<>() {
            @Override
            public Optional<T> next(Duration limit) throws TroubleException, InterruptedException {
                try {
                    return Optional.ofNullable(call.read(limit.toNanos(), TimeUnit.NANOSECONDS));
                } catch (StatusException | StatusRuntimeException e) {
                    throw Trouble.of(e, member);
                } catch (TimeoutException e) {
                    throw Trouble.silent(member);
                }
            }

            @Override
            public void close() {
                call.cancel("no longer wanted", null);
            }
        };
    }

    private WorkstationBlockingV2Stub stub() throws TroubleException {
        return WorkstationGrpc.newBlockingV2Stub(channel());
    }

    private ManagedChannel channel() throws TroubleException {
        opening.lock();
        try {
            if (channel.isEmpty() && !closed) {
                channel = Optional.of(source.open(member));
            }
            return channel.orElseThrow(() -> Trouble.silent(member));
        } finally {
            opening.unlock();
        }
    }
}
