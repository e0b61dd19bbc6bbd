package org.deskferry.app.board;

import java.time.Duration;
import java.time.Instant;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The time, once a second, for texts that grow old. */
final class Ticker {
    private final ReadOnlyObjectWrapper<Instant> now = new ReadOnlyObjectWrapper<>(Instant.now());
    private final Timeline beat =
            new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), _ -> now.set(Instant.now())));

    void start() {
        beat.setCycleCount(Animation.INDEFINITE);
        beat.play();
    }

    void stop() {
        beat.stop();
    }

    ReadOnlyObjectProperty<Instant> now() {
        return now.getReadOnlyProperty();
    }

    /** Never negative, even where another machine's clock is ahead. */
    Duration since(Instant begin) {
        var since = Duration.between(begin, Instant.now());
        return since.isNegative() ? Duration.ZERO : since;
    }
}
