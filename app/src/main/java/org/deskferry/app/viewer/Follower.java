package org.deskferry.app.viewer;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.deskferry.app.fleet.TroubleException;
import org.deskferry.app.fleet.Tunnels;
import org.deskferry.app.rfb.Area;
import org.deskferry.app.rfb.Canvas;
import org.deskferry.app.rfb.Listener;
import org.deskferry.app.rfb.RfbException;
import org.deskferry.app.rfb.Session;
import org.deskferry.proto.v1.DisplayAbsence;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.TunnelEnd;

/**
 * Keeps a session with a pod, wherever it goes: waits at each door behind which the pod may wake, goes in where it first does, and
 * begins anew when that ends. {@link #run} goes on until it is closed.
 */
final class Follower implements Runnable, AutoCloseable {
    private final String podId;
    private final String podName;
    private final Tunnels tunnels;
    private final Hands hands;
    private final Listener screen;
    private final Consumer<Standing> standing;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, Door> doors = new LinkedHashMap<>();
    private volatile Optional<OpenTunnel> open = Optional.empty();
    private volatile boolean closed;

    private sealed interface Event {
        record AtDoor(Door.News news) implements Event {}

        /** Somebody has seen the pod there. */
        record Seen(String workstation) implements Event {}

        record Closed() implements Event {}
    }

    /** {@code screen} and {@code standing} are told on other threads than the window's. */
    Follower(String podId, String podName, Tunnels tunnels, Hands hands, Listener screen, Consumer<Standing> standing) {
        this.podId = podId;
        this.podName = podName;
        this.tunnels = tunnels;
        this.hands = hands;
        this.screen = screen;
        this.standing = standing;
    }

    /** The pod is, or may be, at that workstation. */
    void seenAt(String workstation) {
        events.add(new Event.Seen(workstation));
    }

    @Override
    public void close() {
        closed = true;
        events.add(new Event.Closed());
        open.ifPresent(OpenTunnel::close);
    }

    @Override
    public void run() {
        try {
            for (var next = awaitOpenDoor(); next.isPresent(); next = awaitOpenDoor()) {
                try (var tunnel = next.get()) {
                    open = next;
                    work(tunnel);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeDoors();
        }
    }

    /** Empty once this is closed. */
    private Optional<OpenTunnel> awaitOpenDoor() throws InterruptedException {
        while (!closed) {
            switch (events.take()) {
                case Event.Seen(var workstation) -> knock(workstation);
                case Event.AtDoor(var news) -> {
                    var came = hear(news);
                    if (came.isPresent()) {
                        return came;
                    }
                }
                case Event.Closed() -> {}
            }
        }
        return Optional.empty();
    }

    private Optional<OpenTunnel> hear(Door.News news) {
        var door = news.door();
        if (doors.get(door.workstation()) != door) {
            // Another one was open before.
            if (news instanceof Door.News.Open late) {
                late.open().close();
            }
            return Optional.empty();
        }
        switch (news) {
            case Door.News.Open(var winner, var tunnel) -> {
                doors.remove(winner.workstation());
                closeDoors();
                return Optional.of(tunnel);
            }
            case Door.News.Waits(var waiting, var why) -> {
                tell(waiting, why);
                lookAt(why);
            }
            case Door.News.Trouble(var _, var problems) -> {
                if (doors.size() == 1) {
                    hands.letGo();
                    standing.accept(new Standing.Lost(problems));
                }
            }
            case Door.News.Shut(var shut, var why) -> {
                doors.remove(shut.workstation());
                lookAt(why);
                if (doors.isEmpty()) {
                    hands.letGo();
                    standing.accept(new Standing.Absent(shut.workstation(), why));
                }
            }
        }
        return Optional.empty();
    }

    /** The destination of a move has nothing to say of it that its source does not say better. */
    private void tell(Door door, DisplayAbsence why) {
        if (doors.size() == 1 || why.getReason() == DisplayAbsence.Reason.REASON_MOVING) {
            standing.accept(new Standing.Absent(door.workstation(), why));
            if (!passes(why)) {
                hands.letGo();
            }
        }
    }

    private void lookAt(DisplayAbsence why) {
        if (!why.getDestination().isEmpty()) {
            knock(why.getDestination());
        }
    }

    private void knock(String workstation) {
        if (!doors.containsKey(workstation)) {
            var door = new Door(tunnels, workstation, podId, news -> events.add(new Event.AtDoor(news)));
            doors.put(workstation, door);
            Thread.ofVirtual().name("door-" + workstation).start(door);
        }
    }

    private void closeDoors() {
        doors.values().forEach(Door::close);
        doors.clear();
    }

    /** Works in the pod until that ends, and then goes to the doors where it may go on. */
    private void work(OpenTunnel tunnel) {
        var session = new Session(tunnel.output(), new Greeter(tunnel, screen));
        hands.prepare(session);
        var sender = Thread.ofVirtual().name("say").start(() -> tunnel.send(session.outbox()));
        try {
            session.run();
        } catch (IOException e) {
            session.outbox().close();
            sender.interrupt();
            ended(tunnel, e);
        }
    }

    private void ended(OpenTunnel tunnel, IOException how) {
        if (closed) {
            return;
        }
        var why = tunnel.end().map(TunnelEnd::getAbsence);
        if (why.isPresent()) {
            hands.standStill(passes(why.get()), tunnel.end().get().getInputBytes());
            standing.accept(new Standing.Absent(tunnel.workstation(), why.get()));
            lookAt(why.get());
        } else {
            hands.standStill(false, 0);
            standing.accept(new Standing.Lost(problems(how)));
        }
        if (how instanceof RfbException) {
            pause();
        }
        knock(tunnel.workstation());
    }

    /** Who talks nonsense is not asked again at once. */
    private static void pause() {
        try {
            Thread.sleep(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Problem> problems(IOException how) {
        if (how.getCause() instanceof TroubleException trouble) {
            return trouble.problems();
        }
        return List.of(Problem.newBuilder()
                .setKind(ProblemKind.PROBLEM_KIND_DISPLAY_SILENT)
                .setThing(Say.of("nonsense.thing", podName))
                .setReason(Say.of("nonsense.reason", String.valueOf(how.getMessage())))
                .setRemedy(Say.of("nonsense.remedy"))
                .build());
    }

    /** Whether what is typed meanwhile may wait. */
    private static boolean passes(DisplayAbsence why) {
        return switch (why.getReason()) {
            case REASON_MOVING, REASON_ARRIVING, REASON_STANDS_STILL -> true;
            default -> false;
        };
    }

    /** What is done here is done there as soon as the X server has greeted; the window is live when it has painted. */
    private final class Greeter extends PassingListener {
        private final OpenTunnel tunnel;
        private boolean greeted;

        Greeter(OpenTunnel tunnel, Listener screen) {
            super(screen);
            this.tunnel = tunnel;
        }

        @Override
        public void sized(Canvas canvas) {
            super.sized(canvas);
            hands.begin();
        }

        @Override
        public void painted(Canvas canvas, Area area) {
            super.painted(canvas, area);
            if (!greeted) {
                greeted = true;
                standing.accept(new Standing.Live(tunnel.workstation()));
            }
        }
    }
}
