package org.deskferry.app.scripted;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.deskferry.proto.v1.Connection;
import org.deskferry.proto.v1.Geometry;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.MoveCheck;
import org.deskferry.proto.v1.MoveEstimate;
import org.deskferry.proto.v1.MovePhase;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Problems;
import org.deskferry.proto.v1.Program;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.Step;
import org.deskferry.proto.v1.Suspension;

/** Messages as a workstation would send them. */
public final class Samples {
    private static final Metadata.Key<Problems> TRAILER =
            Metadata.Key.of("deskferry-problems-bin", ProtoUtils.metadataMarshaller(Problems.getDefaultInstance()));

    private Samples() {}

    /** A running pod; {@code programs}: pairs of name and title. */
    public static Pod pod(String name, int number, int connections, String... programs) {
        var manifest = PodManifest.newBuilder()
                .setId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .setName(name)
                .setImage("sha256:9f2c41b7d0aa35e8c1f46b02d97e5a8813c4b6f07e21d9a5408cf3b6712de094")
                .setIds(IdRange.newBuilder().setFirst(100000 + 65536 * number).setCount(65536))
                .setAddress(PodAddress.newBuilder()
                        .setMac("02:df:00:00:00:0" + number)
                        .setIpv4("10.77.0.10" + number + "/24")
                        .setIpv6("fd77::10" + number + "/64")
                        .setGateway4("10.77.0.1"))
                .setCreated(at(Instant.now().minusSeconds(9000L * number)))
                .setEpoch(1)
                .setGeometry(Geometry.newBuilder().setWidth(1280).setHeight(800));
        var pod = Pod.newBuilder()
                .setManifest(manifest)
                .setState(PodState.POD_STATE_RUNNING)
                .setStarted(at(Instant.now().minusSeconds(8040L * number)))
                .setConnections(connections)
                .setProcesses(22)
                .setMemoryBytes(438_000_000);
        for (int i = 0; i < programs.length; i += 2) {
            pod.addPrograms(
                    Program.newBuilder().setPid(100 + i).setName(programs[i]).setTitle(programs[i + 1]));
        }
        return pod.build();
    }

    /** The same at rest, for two hours now. */
    public static Pod suspended(Pod pod) {
        var suspension = Suspension.newBuilder()
                .setTime(at(Instant.now().minusSeconds(7300)))
                .addAllPrograms(pod.getProgramsList())
                .setCheckpointBytes(164_000_000);
        for (int i = 0; i < pod.getConnections(); i++) {
            suspension.addConnections(Connection.newBuilder().setProgram("ssh").setRemote("192.0.2.7:22"));
        }
        return pod.toBuilder()
                .setState(PodState.POD_STATE_SUSPENDED)
                .setSuspension(suspension)
                .clearPrograms()
                .clearStarted()
                .clearConnections()
                .clearProcesses()
                .clearMemoryBytes()
                .build();
    }

    /** It runs again. */
    public static Pod resumed(Pod pod) {
        var suspension = pod.getSuspension();
        return pod.toBuilder()
                .setState(PodState.POD_STATE_RUNNING)
                .clearSuspension()
                .clearPrograms()
                .addAllPrograms(suspension.getProgramsList())
                .setConnections(suspension.getConnectionsCount())
                .setStarted(at(Instant.now()))
                .build();
    }

    public static SnapshotRecord snapshot(Pod of, String name) {
        return SnapshotRecord.newBuilder()
                .setId("id-" + name)
                .setName(name)
                .setDescription(PodDescription.newBuilder()
                        .setManifest(of.getManifest())
                        .setTime(at(Instant.now().minusSeconds(600))))
                .setBytes(314_000_000)
                .setAddedBytes(21_000_000)
                .setFrozen(millis(310))
                .build();
    }

    public static Timestamp at(Instant time) {
        return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
    }

    public static Duration millis(long millis) {
        return Duration.newBuilder()
                .setSeconds(millis / 1000)
                .setNanos((int) (millis % 1000) * 1_000_000)
                .build();
    }

    public static MoveProgress progress(
            Pod pod, String source, String destination, MovePhase phase, long megabytes, long of) {
        var progress = MoveProgress.newBuilder()
                .setMoveId("m-" + pod.getManifest().getName())
                .setPodId(pod.getManifest().getId())
                .setPodName(pod.getManifest().getName())
                .setSource(source)
                .setDestination(destination)
                .setPhase(phase)
                .setBytes(megabytes * 1_000_000)
                .setBytesExpected(of * 1_000_000)
                .setBytesPerSecond(61_000_000)
                .setElapsed(millis(megabytes * 16));
        if (of > 0) {
            progress.setRemaining(millis((of - megabytes) * 16));
        }
        return progress.build();
    }

    /** A move that nothing stands in the way of. */
    public static MoveCheck open() {
        return MoveCheck.newBuilder()
                .setEstimate(MoveEstimate.newBuilder()
                        .setBytes(412_000_000)
                        .setFreeze(millis(912))
                        .setBasis(MoveEstimate.Basis.BASIS_THIS_POD)
                        .setMoves(3))
                .build();
    }

    /** A move that would be refused. */
    public static MoveCheck hindered(Problem... problems) {
        return MoveCheck.newBuilder()
                .addAllRefusals(java.util.List.of(problems))
                .build();
    }

    public static MoveResult result(int connections) {
        return MoveResult.newBuilder()
                .setFrozen(millis(912))
                .setTotal(millis(7_340))
                .setBytes(412_000_000)
                .setConnectionsBefore(connections)
                .setConnectionsKept(connections)
                .addSteps(step("Offer", 0, 140, false))
                .addSteps(step("Copy files live", 140, 6_180, false))
                .addSteps(step("Dump", 6_320, 380, true))
                .addSteps(step("Send the rest", 6_700, 190, true))
                .addSteps(step("Restore", 6_830, 370, true))
                .addSteps(step("Announce", 7_200, 32, true))
                .addSteps(step("Remove what is left", 7_232, 108, false))
                .build();
    }

    public static Problem problem(ProblemKind kind, String thing, String reason, String remedy) {
        return Problem.newBuilder()
                .setKind(kind)
                .setThing(thing)
                .setReason(reason)
                .setRemedy(remedy)
                .build();
    }

    /** A refusal as the contract has it: a status and the problems in the trailer. */
    public static StatusRuntimeException refusal(Problem... problems) {
        var trailers = new Metadata();
        trailers.put(
                TRAILER,
                Problems.newBuilder()
                        .addAllProblems(java.util.List.of(problems))
                        .build());
        return Status.FAILED_PRECONDITION.withDescription("refused").asRuntimeException(trailers);
    }

    private static Step step(String name, long begin, long length, boolean frozen) {
        return Step.newBuilder()
                .setName(name)
                .setBegin(millis(begin))
                .setLength(millis(length))
                .setFrozen(frozen)
                .build();
    }
}
