package org.deskferry.lab;

import java.nio.file.Path;
import org.deskferry.proto.v1.DeleteSnapshotRequest;
import org.deskferry.proto.v1.TakeSnapshotRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a peer sends while the pod stands still, and never again, comes to the pod when that goes on. */
@Tag("alone")
class HeldFramesTest extends OnePod {
    private NumberedDatagrams datagrams;

    HeldFramesTest() {
        super("hedwig");
    }

    @BeforeAll
    void speak(@TempDir Path folder) {
        datagrams = NumberedDatagrams.begin(lab.peer(), pod, folder);
    }

    @AfterAll
    void beSilent() {
        datagrams.close();
    }

    @Test
    void inAMove() {
        datagrams.nearlyAllCameInTheFreezeOf(pod.moveTo(wsb).getFrozen());
        datagrams.nearlyAllCameInTheFreezeOf(pod.moveTo(wsa).getFrozen());
    }

    @Test
    void inASnapshot() {
        var taken = wsa.callRest(stub -> stub.takeSnapshot(TakeSnapshotRequest.newBuilder()
                .setPod(pod.name())
                .setName("heard")
                .build()));
        datagrams.nearlyAllCameInTheFreezeOf(taken.getFrozen());
        wsa.callRest(stub -> stub.deleteSnapshot(
                DeleteSnapshotRequest.newBuilder().setSnapshot("heard").build()));
    }
}
