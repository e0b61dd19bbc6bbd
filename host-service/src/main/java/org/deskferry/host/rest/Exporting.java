package org.deskferry.host.rest;

import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import org.deskferry.host.checkpoint.PlainCheckpoint;
import org.deskferry.host.files.Round;
import org.deskferry.host.files.TreeSender;
import org.deskferry.host.move.Machine;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.proto.v1.PartsEnd;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodPart;

/** A suspended pod leaves as a sequence of parts, and stays as it is. For one use. */
final class Exporting {
    private final Machine machine;
    private final Pods.Hold hold;
    private final boolean copy;

    Exporting(Machine machine, Pods.Hold hold, boolean copy) {
        this.machine = machine;
        this.hold = hold;
        this.copy = copy;
    }

    void run(PartSink sink) throws IOException, InterruptedException {
        var pod = hold.pod();
        if (!copy) {
            giveOutNextEpoch();
        }
        sink.accept(PodPart.newBuilder().setDescription(description(pod)).build());
        try (var files = TreeSender.of(pod.folder().upper())) {
            files.send(sink.files());
        }
        var checkpointFiles = PlainCheckpoint.read(pod.folder().images(), sink.checkpoint());
        sink.accept(PodPart.newBuilder()
                .setEnd(PartsEnd.newBuilder().setCheckpointFiles(checkpointFiles))
                .build());
    }

    /** On the disk before anyone can have it: whoever runs here later is newer than what leaves now. */
    private void giveOutNextEpoch() {
        var record = hold.pod().record();
        hold.save(record.toBuilder()
                .setResting(record.getResting().toBuilder()
                        .setExportedEpoch(record.getManifest().getEpoch() + 1))
                .build());
    }

    /** Reads them all: only so it is known before the first of them leaves. */
    private static Round measure(HostedPod pod) throws IOException {
        try (var files = TreeSender.of(pod.folder().upper())) {
            return files.send(_ -> {});
        }
    }

    private PodDescription description(HostedPod pod) throws IOException {
        var files = measure(pod);
        var manifest = pod.manifest().toBuilder();
        var resting = pod.record().getResting();
        if (!copy) {
            manifest.setEpoch(resting.getExportedEpoch());
        }
        return PodDescription.newBuilder()
                .setManifest(manifest)
                .setResting(resting.toBuilder().clearExportedEpoch())
                .setWorkstation(machine.name())
                .setTime(Timestamps.now())
                .setCopy(copy)
                .setFileEntries(files.entries())
                .setFileBytes(files.bytes())
                .build();
    }
}
