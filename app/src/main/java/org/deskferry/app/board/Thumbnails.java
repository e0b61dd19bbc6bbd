package org.deskferry.app.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.Reach;
import org.deskferry.proto.v1.PodState;

/** Keeps the pictures that can be seen fresh, and asks for no others. */
final class Thumbnails {
    private static final double BEAT_MILLIS = 500;

    private final FleetModel fleet;
    private final List<Supplier<Stream<Want>>> viewers = new ArrayList<>();
    private final Map<PodModel, Instant> asked = new WeakHashMap<>();
    private final Timeline beat = new Timeline(new KeyFrame(javafx.util.Duration.millis(BEAT_MILLIS), _ -> look()));

    /** A picture of {@code pod}, {@code width} pixels wide, not older than {@code age}. */
    record Want(PodModel pod, int width, Duration age) {}

    Thumbnails(FleetModel fleet) {
        this.fleet = fleet;
    }

    /** The viewer is asked at each beat which pictures it shows. */
    void add(Supplier<Stream<Want>> viewer) {
        viewers.add(viewer);
    }

    void remove(Supplier<Stream<Want>> viewer) {
        viewers.remove(viewer);
    }

    void start() {
        beat.setCycleCount(Animation.INDEFINITE);
        beat.play();
    }

    void stop() {
        beat.stop();
    }

    private void look() {
        var now = Instant.now();
        viewers.stream()
                .flatMap(Supplier::get)
                .filter(want -> hasScreen(want.pod()))
                .sorted((a, b) -> Integer.compare(b.width(), a.width()))
                .filter(want -> isDue(want, now))
                .forEach(want -> {
                    asked.put(want.pod(), now);
                    fleet.refreshPicture(want.pod(), want.width());
                });
    }

    private boolean isDue(Want want, Instant now) {
        var last = asked.get(want.pod());
        return last == null || Duration.between(last, now).compareTo(want.age()) >= 0;
    }

    private static boolean hasScreen(PodModel pod) {
        return pod.home().reach() instanceof Reach.Online
                && pod.pod().getState() == PodState.POD_STATE_RUNNING
                && !pod.isMoving();
    }
}
