package org.deskferry.bench;

import java.util.Arrays;
import java.util.stream.LongStream;
import javafx.animation.AnimationTimer;

/** How fast frames follow each other while something is moved a bit in each of them. FX thread only. */
final class FrameRate extends AnimationTimer {
    private final Runnable step;
    private final LongStream.Builder intervals = LongStream.builder();
    private long last;

    FrameRate(Runnable step) {
        this.step = step;
    }

    @Override
    public void handle(long now) {
        // The next frame begins when this one is drawn, so that what is counted is what is seen.
        if (last != 0) {
            intervals.add(System.nanoTime() - last);
        }
        last = System.nanoTime();
        step.run();
    }

    /**
     * What was measured.
     *
     * @param framesPerSecond on average
     * @param slowMillis how long one of twenty frames takes, or longer
     */
    record Result(double framesPerSecond, double slowMillis) {}

    /** Ends it. */
    Result end() {
        stop();
        var sorted = intervals.build().toArray();
        Arrays.sort(sorted);
        var seconds = LongStream.of(sorted).sum() / 1e9;
        return new Result(sorted.length / seconds, sorted[sorted.length * 95 / 100] / 1e6);
    }
}
