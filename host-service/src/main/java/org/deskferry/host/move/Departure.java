package org.deskferry.host.move;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.deskferry.host.checkpoint.Dump;
import org.deskferry.host.handover.Deed;
import org.deskferry.host.handover.Event;
import org.deskferry.host.handover.HandOver;
import org.deskferry.host.handover.Stand;
import org.deskferry.host.pod.Pods;
import org.deskferry.proto.v1.Commit;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.Rival;
import org.deskferry.proto.v1.ToDestination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source's half of the hand-over: does what the table says, in its order. Closed before the commit, it lets the pod run on here,
 * which may then be frozen again. For one thread.
 */
final class Departure implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private final MoveRooms rooms;
    private final Pods.Hold hold;
    private final Settlement settlement;
    private final Optional<Dialogue> destination;
    private final MoveOrder order;
    private Optional<Dump> dump = Optional.empty();
    private Stand stand;

    private Departure(
            MoveRooms rooms,
            Pods.Hold hold,
            Settlement settlement,
            Optional<Dialogue> destination,
            MoveOrder order,
            Stand stand) {
        this.rooms = rooms;
        this.hold = hold;
        this.settlement = settlement;
        this.destination = destination;
        this.order = order;
        this.stand = stand;
    }

    /** Of a pod that is here. */
    static Departure begin(
            MoveRooms rooms, Pods.Hold hold, Settlement settlement, Dialogue destination, MoveOrder order) {
        return new Departure(rooms, hold, settlement, Optional.of(destination), order, Stand.HERE);
    }

    /** Of a pod as its record has it, without a stream to the destination. */
    static Departure resume(MoveRooms rooms, Pods.Hold hold, Settlement settlement) {
        var record = hold.pod().record();
        var order = new MoveOrder(
                record.getMoveId(),
                hold.pod().id(),
                record.getDestination(),
                record.getDestinationAddress(),
                new MoveLimits(Duration.ZERO, 0));
        return new Departure(rooms, hold, settlement, Optional.empty(), order, Stand.of(record));
    }

    /** Whether a record names a destination that may still wait for a commit which will not come. */
    static boolean isLeaving(PodRecord record) {
        return record.getStage() == PodRecord.Stage.STAGE_HERE
                && !record.getDestination().isEmpty();
    }

    /** The copy that is frozen now. */
    void holds(Dump frozen) {
        dump = Optional.of(frozen);
    }

    Stand stand() {
        return stand;
    }

    void on(Event event) throws InterruptedException {
        var rule = HandOver.TABLE.on(stand, event);
        stand = rule.next();
        for (var deed : rule.deeds()) {
            perform(deed);
        }
    }

    private void perform(Deed deed) throws InterruptedException {
        switch (deed) {
            case WRITE_LEAVING -> write(PodRecord.Stage.STAGE_HERE);
            case STAND_STILL -> orStayFrozen(this::standStill);
            case WRITE_COMMITTED -> orStayFrozen(() -> write(PodRecord.Stage.STAGE_COMMITTED));
            case SAY_COMMIT -> sayCommit();
            case ASK -> on(settlement.ask(hold, false));
            case ASK_TO_TAKE -> on(settlement.ask(hold, true));
            case WRITE_HERE -> hold.save(here().build());
            case WRITE_HERE_AHEAD -> hold.save(ahead());
            case GO_ON -> goOn();
            case END -> end();
            case BURY -> rooms.tombstones().bury(hold.pod().record());
            case FORGET -> rooms.remover().remove(hold);
            case RULE_OUT -> LOG.debug("the record says whom to tell, once nobody holds the pod");
            default -> throw new IllegalStateException("no source does " + deed);
        }
    }

    private void standStill() {
        var pod = hold.pod();
        if (pod.initPid().isPresent()) {
            pod.cgroup().freeze();
        }
        // Only now is it certain that the copy has not run since it was written down.
        dump.ifPresent(Dump::requireHeld);
    }

    /** What fails before the commit is written is no commit: the pod goes on here. */
    private void orStayFrozen(Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException e) {
            stand = Stand.FROZEN;
            throw e;
        }
    }

    private void write(PodRecord.Stage stage) {
        hold.save(hold.pod().record().toBuilder()
                .setStage(stage)
                .setMoveId(order.moveId())
                .setDestination(order.destination())
                .setDestinationAddress(order.address())
                .build());
    }

    private void sayCommit() throws InterruptedException {
        var epoch = Epochs.next(hold.pod().manifest());
        try {
            if (destination.isPresent()) {
                destination
                        .get()
                        .say(ToDestination.newBuilder()
                                .setCommit(Commit.newBuilder().setEpoch(epoch)));
            }
        } catch (StreamLostException e) {
            LOG.debug("what comes next on the stream will tell: {}", e.getMessage());
        }
    }

    private PodRecord.Builder here() {
        return hold.pod().record().toBuilder()
                .setStage(PodRecord.Stage.STAGE_HERE)
                .clearDestination()
                .clearDestinationAddress();
    }

    /** The record names the rival, so that it is told whatever happens to this service. */
    private PodRecord ahead() {
        var manifest = hold.pod().manifest();
        var epoch = Epochs.ahead(manifest);
        return here().setManifest(manifest.toBuilder().setEpoch(epoch))
                .addRivals(Rival.newBuilder()
                        .setPodId(manifest.getId())
                        .setEpoch(epoch)
                        .setWorkstation(order.destination())
                        .setAddress(order.address()))
                .build();
    }

    /** A pod whose dump is open goes on when that is closed. */
    private void goOn() {
        if (dump.isEmpty()) {
            rooms.goOn(hold.pod());
        }
    }

    /** Its link goes first: nobody may hear the end of what is frozen here. */
    private void end() {
        var pod = hold.pod();
        rooms.links().remove(pod.manifest());
        dump.ifPresent(Dump::discard);
        try {
            rooms.remover().end(pod);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rooms.displays().forget(pod);
    }

    @Override
    public void close() {
        try {
            if (stand == Stand.FROZEN) {
                on(Event.FAILURE);
                dump = Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
