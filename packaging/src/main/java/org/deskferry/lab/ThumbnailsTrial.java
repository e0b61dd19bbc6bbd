package org.deskferry.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.deskferry.app.board.BoardWindow;

/**
 * What the live pictures on the cards of pods cost the window and the host service, in turns with a window that asks for none.
 *
 * <p>Its last line: {@code bench-thumbnails: window_s=N host_s=N}, seconds of a processor a minute and card.
 */
public final class ThumbnailsTrial {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final int ROUNDS = 2;
    private static final double TICKS_A_SECOND = 100;

    private final Stage stage;
    private final long service;
    private final int cards;

    private ThumbnailsTrial(Stage stage, long service, int cards) {
        this.stage = stage;
        this.service = service;
        this.cards = cards;
    }

    /** Seconds of a processor. */
    private record Cost(double window, double host) {
        Cost minus(Cost other) {
            return new Cost(window - other.window, host - other.host);
        }

        Cost plus(Cost other) {
            return new Cost(window + other.window, host + other.host);
        }

        Cost times(double factor) {
            return new Cost(window * factor, host * factor);
        }
    }

    /** {@code arguments}: the project's folder "packaging", the lab's folder, how many pods. */
    public static void main(String[] arguments) {
        var started = new CompletableFuture<Boolean>();
        Platform.startup(() -> started.complete(true));
        started.join();
        int cards = Integer.parseInt(arguments[2]);
        try (var lab = Lab.fresh(Path.of(arguments[0]), Path.of(arguments[1]), 1)) {
            var wsa = lab.workstation("wsa");
            IntStream.range(0, cards)
                    .mapToObj(i -> LabPod.create(lab, wsa, "pod" + i))
                    .forEach(ThumbnailsTrial::write);
            var stage = Typist.onWindowThread(Stage::new);
            var fleet = Typist.onWindowThread(() -> BoardWindow.open(stage, LabFleet.of(lab)));
            Eventually.that(
                    "the board shows all pods",
                    LIMIT,
                    () -> Typist.onWindowThread(() -> fleet.workstations().stream()
                                    .mapToInt(workstation -> workstation.pods().size())
                                    .sum()
                            == cards));
            new ThumbnailsTrial(stage, wsa.servicePid(), cards).run();
        } finally {
            Platform.exit();
        }
    }

    private static void write(LabPod pod) {
        pod.launch("xterm", "-T", "Lines", "-e", "sh", "-c", "while sleep 0.2; do date +%T.%N; done");
        pod.awaitWindow("Lines");
    }

    private void run() {
        var with = new Cost(0, 0);
        var without = new Cost(0, 0);
        measure();
        for (int round = 0; round < ROUNDS; round++) {
            with = with.plus(measure());
            without = without.plus(unseen());
        }
        double toMinuteAndCard = 60.0 / (ROUNDS * MEASURED.toSeconds() * cards);
        tell("with", with);
        tell("without", without);
        var cost = with.minus(without).times(toMinuteAndCard);
        System.out.printf("bench-thumbnails: window_s=%.2f host_s=%.2f%n", cost.window, cost.host);
    }

    private static void tell(String what, Cost cost) {
        System.err.printf(
                "%s pictures: %.1f s of the window, %.1f s of the host service in %d s%n",
                what, cost.window, cost.host, ROUNDS * MEASURED.toSeconds());
    }

    /** A window that is put away asks for no pictures. */
    private Cost unseen() {
        setAway(true);
        var cost = measure();
        setAway(false);
        return cost;
    }

    private void setAway(boolean away) {
        Typist.onWindowThread(() -> {
            stage.setIconified(away);
            return true;
        });
    }

    private Cost measure() {
        Eventually.pause(CALM);
        var before = used();
        Eventually.pause(MEASURED);
        return used().minus(before);
    }

    private Cost used() {
        return new Cost(seconds(ProcessHandle.current().pid()), seconds(service));
    }

    /** User and system time of a process (proc(5)); the name before them may have any character in it. */
    private static double seconds(long pid) {
        var stat = Node.read(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }
}
