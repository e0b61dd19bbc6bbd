package org.deskferry.app.viewer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.deskferry.app.fleet.TroubleException;
import org.deskferry.app.fleet.Tunnel;
import org.deskferry.app.fleet.Tunnels;
import org.deskferry.proto.v1.DisplayAbsence;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.TunnelEnd;

/**
 * Waits at one workstation until the pod's display answers there, on a thread of its own, and tries again when the workstation is
 * lost. For one use.
 */
final class Door implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Tunnels tunnels;
    private final String workstation;
    private final String podId;
    private final Consumer<News> tell;
    private volatile boolean closed;
    private volatile Optional<Tunnel> tunnel = Optional.empty();

    /** What becomes of a door. */
    sealed interface News {
        Door door();

        /** The display answers; whoever hears it owns what is open. */
        record Open(Door door, OpenTunnel open) implements News {}

        record Waits(Door door, DisplayAbsence why) implements News {}

        /** It is tried again. */
        record Trouble(Door door, List<Problem> problems) implements News {}

        /** The pod is not there; nothing more will come of it. */
        record Shut(Door door, DisplayAbsence why) implements News {}
    }

    Door(Tunnels tunnels, String workstation, String podId, Consumer<News> tell) {
        this.tunnels = tunnels;
        this.workstation = workstation;
        this.podId = podId;
        this.tell = tell;
    }

    String workstation() {
        return workstation;
    }

    /** Somebody else's is open, or nobody wants it any more. */
    void close() {
        closed = true;
        tunnel.ifPresent(Tunnel::close);
    }

    @Override
    public void run() {
        try {
            while (!closed && tryOnce()) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether to try again. */
    private boolean tryOnce() throws InterruptedException {
        try {
            return listen(tunnels.open(workstation, podId));
        } catch (TroubleException e) {
            if (closed) {
                return false;
            }
            boolean gone = e.problems().stream()
                    .anyMatch(problem -> problem.getKind() == ProblemKind.PROBLEM_KIND_UNKNOWN_POD);
            tell.accept(gone ? new News.Shut(this, gone()) : new News.Trouble(this, e.problems()));
            return !gone;
        }
    }

    private boolean listen(Optional<Tunnel> opened) throws TroubleException, InterruptedException {
        if (opened.isEmpty()) {
            tell.accept(new News.Shut(this, gone()));
            return false;
        }
        var current = opened.get();
        tunnel = opened;
        if (closed) {
            current.close();
            return false;
        }
        for (var next = current.next(); next.isPresent(); next = current.next()) {
            var message = next.get();
            switch (message.getStepCase()) {
                case WAITING -> tell.accept(new News.Waits(this, message.getWaiting()));
                case OUTPUT -> {
                    tell.accept(new News.Open(this, new OpenTunnel(current, message)));
                    return false;
                }
                case END -> {
                    return ended(message.getEnd());
                }
                case STEP_NOT_SET -> {}
            }
        }
        return true;
    }

    private boolean ended(TunnelEnd end) {
        boolean gone = end.getAbsence().getReason() == DisplayAbsence.Reason.REASON_GONE;
        tell.accept(gone ? new News.Shut(this, end.getAbsence()) : new News.Waits(this, end.getAbsence()));
        return !gone;
    }

    private static DisplayAbsence gone() {
        return DisplayAbsence.newBuilder()
                .setReason(DisplayAbsence.Reason.REASON_GONE)
                .build();
    }
}
