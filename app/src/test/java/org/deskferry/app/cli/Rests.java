package org.deskferry.app.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deskferry.proto.v1.Checkpoint;
import org.deskferry.proto.v1.CheckpointEnd;
import org.deskferry.proto.v1.Connection;
import org.deskferry.proto.v1.MachineFacts;
import org.deskferry.proto.v1.PartsEnd;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodPart;
import org.deskferry.proto.v1.Program;
import org.deskferry.proto.v1.Resting;
import org.deskferry.proto.v1.SnapshotRecord;
import org.deskferry.proto.v1.Suspension;

/** Pods at rest as a workstation describes them. What programs chose tries to steer the terminal. */
final class Rests {
    private Rests() {}

    static Suspension suspension() {
        return Suspension.newBuilder()
                .setTime(Timestamps.fromSeconds(8000))
                .addPrograms(Program.newBuilder().setName("xterm").setTitle("evil\u001b[2Jtitle"))
                .addConnections(connection("ssh", "192.0.2.7:22"))
                .setCheckpointBytes(164L << 20)
                .build();
    }

    static Connection connection(String program, String remote) {
        return Connection.newBuilder()
                .setProgram(program)
                .setLocal("10.77.0.101:48122")
                .setRemote(remote)
                .build();
    }

    private static PodDescription description(PodManifest manifest) {
        return PodDescription.newBuilder()
                .setManifest(manifest)
                .setWorkstation("desk-1")
                .setTime(Timestamps.fromMillis(9_000_500))
                .setResting(Resting.newBuilder()
                        .setSuspension(suspension())
                        .setMachine(MachineFacts.newBuilder()
                                .setKernel("6.12.9")
                                .setEngine("4.2.1")
                                .setVersion("0.1.0")))
                .build();
    }

    static SnapshotRecord snapshot(String id, String name, PodManifest of) {
        return SnapshotRecord.newBuilder()
                .setId(id)
                .setName(name)
                .setDescription(description(of))
                .setBytes(300L << 20)
                .setAddedBytes(20L << 20)
                .setFrozen(Durations.fromMillis(310))
                .build();
    }

    /** All of a pod, some chunks of an archive long. */
    static List<PodPart> parts(String id, String name) {
        var noise = new byte[200 << 10];
        new Random(1).nextBytes(noise);
        var manifest = PodManifest.newBuilder()
                .setId(id)
                .setName(name)
                .setImage("sha256:0")
                .setEpoch(4)
                .setAddress(PodAddress.newBuilder().setIpv4("10.77.0.101/24"));
        var parts = new ArrayList<PodPart>();
        parts.add(PodPart.newBuilder()
                .setDescription(description(manifest.build()))
                .build());
        parts.add(PodPart.newBuilder()
                .setCheckpoint(Checkpoint.newBuilder().setBytes(ByteString.copyFrom(noise)))
                .build());
        parts.add(PodPart.newBuilder()
                .setCheckpoint(Checkpoint.newBuilder()
                        .setEnd(CheckpointEnd.newBuilder().setSize(noise.length)))
                .build());
        parts.add(PodPart.newBuilder()
                .setEnd(PartsEnd.newBuilder().setCheckpointFiles(1))
                .build());
        return List.copyOf(parts);
    }

    /** A description tells whether it is that of a copy; other parts are as they were. */
    static PodPart described(PodPart part, boolean copy) {
        return part.hasDescription()
                ? PodPart.newBuilder()
                        .setDescription(part.getDescription().toBuilder().setCopy(copy))
                        .build()
                : part;
    }
}
