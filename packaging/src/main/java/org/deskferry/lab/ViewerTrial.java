package org.deskferry.lab;

import atlantafx.base.theme.PrimerLight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.viewer.ViewerWindow;

/**
 * Works in a pod by the app's own window, on the display that DISPLAY names: types into a terminal there while the pod moves away and
 * back, and looks whether all of it has come, once and in order. Measures how fast the window is.
 *
 * <p>Its last line: {@code bench-viewer: fps=N key_to_pixel_ms=N follow_ms=N}; medians, and of the follow times the longest.
 */
public final class ViewerTrial {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_KEYS = Duration.ofMillis(30);
    private static final Duration SCROLLED = Duration.ofSeconds(5);
    private static final int KEYS = 40;
    /** Where the terminal is, and nothing else that changes by itself. */
    private static final int TEXT_FROM = 60;

    private static final int TEXT_ROWS = 500;

    private final Lab lab;
    private final LabPod pod;
    private final ViewerWindow window;
    private final Framebuffer display;
    private TypedLog typed;
    private int keys;
    private final StringBuilder expected = new StringBuilder();

    private ViewerTrial(Lab lab, LabPod pod, ViewerWindow window, Framebuffer display) {
        this.lab = lab;
        this.pod = pod;
        this.window = window;
        this.display = display;
        this.typed = TypedLog.start(pod, TypedLog.XFCE_TERMINAL);
    }

    /** {@code arguments}: the project's folder "packaging", the lab's folder, where Xvfb keeps what DISPLAY shows. */
    public static void main(String[] arguments) {
        var started = new CompletableFuture<Boolean>();
        Platform.startup(() -> started.complete(true));
        started.join();
        // Between two windows there is none.
        Platform.setImplicitExit(false);
        try (var lab = Lab.fresh(Path.of(arguments[0]), Path.of(arguments[1]), 2);
                var pod = LabPod.create(
                        lab, lab.workstation("wsa"), "viewer", LabFleet.of(lab).user())) {
            run(lab, pod, Framebuffer.of(Path.of(arguments[2])));
        } finally {
            Platform.exit();
        }
    }

    private static void run(Lab lab, LabPod pod, Framebuffer display) {
        var fleet = Typist.onWindowThread(() -> new FleetModel(LabFleet.of(lab)));
        try {
            Typist.onWindowThread(() -> {
                fleet.start();
                return true;
            });
            var window = open(fleet);
            Eventually.that("the window is live", LIMIT, window::isLive);
            Typist.pointAt(700, 700);
            new ViewerTrial(lab, pod, window, display).run();
        } finally {
            Typist.onWindowThread(() -> {
                fleet.close();
                return true;
            });
        }
    }

    private static ViewerWindow open(FleetModel fleet) {
        Eventually.that(
                "the pod is known",
                LIMIT,
                () -> Typist.onWindowThread(() -> pods(fleet).size() == 1));
        return Typist.onWindowThread(() -> {
            Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
            var stage = new Stage();
            stage.setX(0);
            stage.setY(0);
            var window = new ViewerWindow(fleet, pods(fleet).getFirst(), stage);
            window.open(_ -> Subscription.EMPTY);
            return window;
        });
    }

    private static List<PodModel> pods(FleetModel fleet) {
        return fleet.workstations().stream()
                .flatMap(workstation -> workstation.pods().stream())
                .toList();
    }

    private void run() {
        long inTerminal = keyToPixel();
        begin(TypedLog.XTERM);
        long keyToPixel = keyToPixel();
        long there = follow("wsb");
        long back = follow("wsa");
        double rate = scroll();
        followMe();
        System.err.printf(
                "typed: %d keys, all of them once and in order; follow_ms there=%d back=%d;"
                        + " key to pixel in xfce4-terminal: %d ms%n",
                keys, there, back, inTerminal);
        System.out.printf(
                "bench-viewer: fps=%.0f key_to_pixel_ms=%d follow_ms=%d%n", rate, keyToPixel, Math.max(there, back));
    }

    private void begin(List<String> terminal) {
        typed.end();
        expected.setLength(0);
        typed = TypedLog.start(pod, terminal);
    }

    private void type(char letter) {
        keys++;
        expected.append(letter);
        Typist.type(letter);
    }

    /** From a key of this display to the change of its pixels; the median of some. */
    private long keyToPixel() {
        var times = new ArrayList<Long>();
        for (int i = 0; i < KEYS; i++) {
            Eventually.pause(Duration.ofMillis(200));
            var text = display.rows(TEXT_FROM, TEXT_ROWS);
            long begin = System.nanoTime();
            type((char) ('a' + i % 26));
            Eventually.that("the key is seen", LIMIT, Duration.ofNanos(500_000), text::haveChanged);
            times.add((System.nanoTime() - begin) / 1_000_000);
        }
        awaitText();
        times.sort(null);
        return times.get(times.size() / 2);
    }

    /** Types on while the pod moves, and returns how long after its wake the first key came. */
    private long follow(String destination) {
        var move = CompletableFuture.runAsync(() -> pod.moveTo(lab.workstation(destination)));
        for (int after = 0; after < 30; after += move.isDone() ? 1 : 0) {
            type((char) ('a' + expected.length() % 26));
            Eventually.pause(BETWEEN_KEYS);
        }
        move.join();
        awaitText();
        return typed.wakeToKey();
    }

    /** The pod opens by itself where it arrives, and what is typed there comes. */
    private void followMe() {
        Typist.onWindowThread(() -> {
            window.close();
            return true;
        });
        try (var arrival = ArrivalTrial.begin(lab, pod, lab.workstation("wsb"))) {
            if (arrival.isOpen()) {
                throw new AssertionError("it is open before it has arrived");
            }
            pod.moveTo(lab.workstation("wsb"));
            arrival.awaitWindow();
            typed.awaitKeyboard();
            Eventually.pause(Duration.ofSeconds(1));
            type('z');
            awaitText();
            pod.moveTo(lab.workstation("wsa"));
            arrival.awaitNoWindow();
        }
    }

    private void awaitText() {
        try {
            Eventually.that(
                    "all keys have come",
                    Duration.ofSeconds(10),
                    () -> typed.text().contentEquals(expected));
        } catch (AssertionError e) {
            throw new AssertionError("typed '" + expected + "', and there came '" + typed.text() + "'", e);
        }
    }

    /** Pictures a second that were shown here of a window there that scrolls all the time. */
    private double scroll() {
        pod.launch(
                "xterm",
                "-fa",
                "DejaVu Sans Mono",
                "-geometry",
                "200x60+0+0",
                "-T",
                "Scroll",
                "-e",
                "sh",
                "-c",
                "yes \"$(ls -l /usr/bin | head -100)\"");
        pod.awaitWindow("Scroll");
        Eventually.pause(Duration.ofSeconds(2));
        long before = window.frames();
        long begin = System.nanoTime();
        Eventually.pause(SCROLLED);
        double rate = (window.frames() - before) * 1e9 / (System.nanoTime() - begin);
        pod.kill("Scroll");
        return rate;
    }
}
