package org.deskferry.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.stage.Stage;
import org.deskferry.app.board.BoardWindow;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.lab.Eventually;
import org.deskferry.lab.Typist;

/**
 * Scrolls the table of a fleet of 1,000 workstations and 5,000 pods while 500 pods change a second, on the display that DISPLAY names: in
 * the order of names, and in that of memory, in which what changes changes its place.
 *
 * <p>Its last line: {@code bench-table: fps=N p95_frame_ms=N}; of the two orders the slower one.
 */
public final class TableTrial {
    private static final int WORKSTATIONS = 1_000;
    private static final int PODS_EACH = 5;
    private static final int CHANGES_A_SECOND = 500;
    private static final long TICK_MILLIS = 10;
    /** As the contract promises. */
    private static final int HEARTBEAT_SECONDS = 2;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Until what runs often is compiled: nobody looks at a table for its first seconds only. */
    private static final long WARM_UP_MILLIS = 30_000;

    private static final long SETTLED_MILLIS = 5_000;
    private static final long MEASURED_MILLIS = 15_000;
    private static final double PIXELS_A_FRAME = 40;

    private TableTrial() {}

    public static void main(String[] arguments) throws InterruptedException {
        var started = new CompletableFuture<Boolean>();
        Platform.startup(() -> started.complete(true));
        started.join();
        var population = new Population(WORKSTATIONS, PODS_EACH);
        try (var crowd = new Crowd(population);
                var storm = Executors.newSingleThreadScheduledExecutor()) {
            crowd.open();
            var fleet = Typist.onWindowThread(() -> BoardWindow.open(new Stage(), crowd));
            Eventually.that("all pods are known", LIMIT, () -> pods(fleet) == WORKSTATIONS * PODS_EACH);
            var changes = rage(population, crowd, storm);
            scroll("name", WARM_UP_MILLIS);
            var before = changes.get();
            var begin = System.nanoTime();
            var byName = scroll("name", SETTLED_MILLIS);
            var byMemory = scroll("memory", SETTLED_MILLIS);
            var perSecond = (changes.get() - before) / ((System.nanoTime() - begin) / 1e9);
            System.out.printf(Locale.ROOT, "%.0f changes a second%n", perSecond);
            print("by name", byName);
            print("by memory", byMemory);
            var slower = byName.framesPerSecond() < byMemory.framesPerSecond() ? byName : byMemory;
            print("bench-table", slower);
            storm.shutdownNow();
        } finally {
            Platform.exit();
        }
        System.exit(0);
    }

    private static int pods(FleetModel fleet) {
        return Typist.onWindowThread(() -> fleet.podCountProperty().get());
    }

    private static AtomicInteger rage(Population population, Crowd crowd, ScheduledExecutorService storm) {
        var changes = new AtomicInteger();
        var heart = new AtomicInteger();
        var each = CHANGES_A_SECOND * TICK_MILLIS / 1000;
        var beats = WORKSTATIONS * TICK_MILLIS / (1000 * HEARTBEAT_SECONDS);
        var _ = storm.scheduleAtFixedRate(
                () -> {
                    for (int i = 0; i < each; i++) {
                        population.change().forEach(crowd::tell);
                        changes.incrementAndGet();
                    }
                    for (int i = 0; i < beats; i++) {
                        var next = heart.getAndIncrement() % WORKSTATIONS;
                        crowd.tell(population.workstations().get(next));
                    }
                },
                0,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
        return changes;
    }

    private static FrameRate.Result scroll(String column, long before) throws InterruptedException {
        sortBy(column);
        var warmUp = start();
        Thread.sleep(before);
        end(warmUp);
        var rate = start();
        Thread.sleep(MEASURED_MILLIS);
        return end(rate);
    }

    private static FrameRate start() {
        return Typist.onWindowThread(() -> {
            var flow = (VirtualFlow<?>) table().lookup(".virtual-flow");
            var rate = new FrameRate(new Scroll(flow));
            rate.start();
            return rate;
        });
    }

    private static FrameRate.Result end(FrameRate rate) {
        return Typist.onWindowThread(rate::end);
    }

    private static void sortBy(String column) {
        Typist.onWindowThread(() -> {
            sort(table(), column);
            return true;
        });
    }

    private static <S> void sort(TableView<S> table, String column) {
        table.getSortOrder()
                .setAll(table.getColumns().stream()
                        .filter(each -> ("column-" + column).equals(each.getId()))
                        .toList());
    }

    private static TableView<?> table() {
        return (TableView<?>) Stage.getWindows().getFirst().getScene().lookup("#pods");
    }

    private static void print(String what, FrameRate.Result result) {
        System.out.printf(
                Locale.ROOT, "%s: fps=%.1f p95_frame_ms=%.1f%n", what, result.framesPerSecond(), result.slowMillis());
    }

    /** Down to the end and up again. */
    private static final class Scroll implements Runnable {
        private final VirtualFlow<?> flow;
        private double step = PIXELS_A_FRAME;

        Scroll(VirtualFlow<?> flow) {
            this.flow = flow;
        }

        @Override
        public void run() {
            if (flow.scrollPixels(step) == 0) {
                step = -step;
            }
        }
    }
}
