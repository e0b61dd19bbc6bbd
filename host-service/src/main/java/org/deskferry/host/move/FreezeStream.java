package org.deskferry.host.move;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.deskferry.host.checkpoint.CheckpointSender;
import org.deskferry.host.checkpoint.Dump;
import org.deskferry.host.memory.MemorySender;
import org.deskferry.proto.v1.LinkCut;
import org.deskferry.proto.v1.NetworkMemory;
import org.deskferry.proto.v1.ToDestination;
import org.deskferry.proto.v1.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to the destination while the pod stands still: its checkpoint while that is written, and beside it what changed of memory and
 * files since the copy. At the end go the few files that the dump itself has made. For one freeze.
 */
final class FreezeStream {
    private static final Logger LOG = LoggerFactory.getLogger(FreezeStream.class);

    /** Looking takes processor time from the dump. */
    private static final int LOOK_AGAIN_MS = 10;

    private final Supplier<NetworkMemory> network;
    private final Dialogue destination;
    private final Recall recall;
    private final Trace trace;
    private final TreeRounds files;
    private final MemorySender memory;
    private final boolean memoryApart;

    private final CompletableFuture<Boolean> still = new CompletableFuture<>();
    private volatile boolean changesSent;
    private volatile NetworkMemory networkMemory = NetworkMemory.getDefaultInstance();
    private long checkpointBytes;

    FreezeStream(
            Supplier<NetworkMemory> network,
            Dialogue destination,
            Recall recall,
            Trace trace,
            TreeRounds files,
            MemorySender memory,
            boolean memoryApart) {
        this.network = network;
        this.destination = destination;
        this.recall = recall;
        this.trace = trace;
        this.files = files;
        this.memory = memory;
        this.memoryApart = memoryApart;
    }

    /** The pod stands still, off the network: what it has changed can be read, and what is sent to it is the destination's to keep. */
    void podIsStill() {
        sayCut();
        still.complete(true);
    }

    /** If the stream is lost, whoever sends or hears next will notice. */
    private void sayCut() {
        try {
            destination.say(ToDestination.newBuilder().setLinkCut(LinkCut.getDefaultInstance()));
        } catch (StreamLostException e) {
            LOG.debug("the destination is gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void send(Dump dump) throws IOException, InterruptedException {
        var batches = new CheckpointBatches(destination::sayCheckpoint);
        var checkpoint = new CheckpointSender(dump.images(), memory.pool(), destination.packer(), batches);
        try (var changes = Background.start(() -> {
            if (still.get()) {
                sendChanges();
            }
        })) {
            try {
                trace.step("dump", () -> sendWhileDumping(dump, checkpoint, batches));
            } finally {
                still.complete(false);
            }
            trace.step("send changes", changes::await);
        }
        trace.step("send last files", files::sendNames);
        trace.step("send checkpoint", () -> {
            checkpoint.sendRest();
            batches.flush();
        });
        destination.tell(ToDestination.newBuilder()
                .setWake(Wake.newBuilder()
                        .setCheckpointFiles(checkpoint.fileCount())
                        .setNetwork(networkMemory)));
        checkpointBytes = checkpoint.wireBytes();
    }

    private void sendChanges() throws IOException, InterruptedException {
        if (memoryApart) {
            trace.step("read last memory", memory::sendLast);
        }
        networkMemory = network.get();
        trace.step("read changed files", files::sendLast);
        changesSent = true;
    }

    private void sendWhileDumping(Dump dump, CheckpointSender checkpoint, CheckpointBatches batches)
            throws IOException, InterruptedException {
        while (!dump.isComplete()) {
            recall.check();
            if (checkpoint.sendGrown()) {
                batches.flush();
            } else {
                Thread.sleep(LOOK_AGAIN_MS);
            }
        }
        dump.await();
    }

    /** Of a freeze that failed: whether all that had changed was sent. */
    boolean changesSent() {
        return changesSent;
    }

    /** Of a freeze that failed: whether some of what had changed was sent, and no other freeze can follow it. */
    boolean isHalfSent() {
        return still.getNow(false) && !changesSent;
    }

    /** As they went over the wire. */
    long checkpointBytes() {
        return checkpointBytes;
    }
}
