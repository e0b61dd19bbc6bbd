package org.deskferry.app.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.session.SessionBus;
import org.deskferry.app.settings.InTray;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.tray.MenuLine;
import org.deskferry.app.tray.TrayIcon;
import org.deskferry.proto.v1.PodState;

/** What the icon in the desktop's tray tells and offers: the window, pods of this machine, moves under way, and the end. Looks at the fleet when it is told to. */
final class Tray {
    /** What a menu still shows at a glance. */
    private static final int MOST_PODS = 10;

    private final FleetModel fleet;
    private final Settings settings;
    private final SessionBus bus;
    private final Runnable raise;
    private final Screens screens;
    private final Runnable quit;
    // A desktop that does not answer holds up this thread, and not the window.
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("tray").factory());
    private Optional<TrayIcon> icon = Optional.empty();

    /** {@code raise}: shows the window; {@code quit}: ends the app. */
    Tray(FleetModel fleet, Settings settings, SessionBus bus, Runnable raise, Screens screens, Runnable quit) {
        this.fleet = fleet;
        this.settings = settings;
        this.bus = bus;
        this.raise = raise;
        this.screens = screens;
        this.quit = quit;
    }

    /** Whether the app is to go on without its window, and can be called back from there. */
    boolean keepsApp() {
        return settings.inTray().get() == InTray.STAY
                && icon.filter(TrayIcon::isShown).isPresent();
    }

    void look() {
        if (settings.inTray().get() == InTray.OFF) {
            takeAway();
            return;
        }
        var shown = icon.orElseGet(this::place);
        var moves = moves();
        var lines = lines(moves);
        worker.execute(() -> shown.show(moves.stream().collect(Collectors.joining("\n")), lines));
    }

    private TrayIcon place() {
        var fresh = new TrayIcon(bus, Say.of("title"), TrayPictures.all(), () -> Platform.runLater(raise));
        icon = Optional.of(fresh);
        worker.execute(fresh::open);
        return fresh;
    }

    private void takeAway() {
        icon.ifPresent(shown -> worker.execute(shown::close));
        icon = Optional.empty();
    }

    void stop() {
        takeAway();
        worker.shutdown();
    }

    private List<MenuLine> lines(List<String> moves) {
        var lines = new ArrayList<MenuLine>();
        lines.add(action(Say.of("tray.show"), raise));
        podsHere().forEach(pod -> lines.add(action(Say.of("tray.open", pod.name()), () -> screens.open(pod))));
        lines.add(MenuLine.rule());
        if (!moves.isEmpty()) {
            moves.forEach(move -> lines.add(MenuLine.text(move)));
            lines.add(MenuLine.rule());
        }
        lines.add(action(Say.of("tray.quit"), quit));
        return lines;
    }

    private static MenuLine action(String words, Runnable action) {
        return MenuLine.action(words, () -> Platform.runLater(action));
    }

    private Stream<PodModel> podsHere() {
        return fleet.here().stream()
                .flatMap(here -> here.pods().stream())
                .filter(pod -> pod.pod().getState() == PodState.POD_STATE_RUNNING)
                .limit(MOST_PODS);
    }

    private List<String> moves() {
        return fleet.workstations().stream()
                .flatMap(workstation -> workstation.pods().stream())
                .flatMap(pod -> move(pod).stream())
                .distinct()
                .toList();
    }

    private static Optional<String> move(PodModel pod) {
        if (!(pod.move() instanceof MoveState.UnderWay(var progress, var _))) {
            return Optional.empty();
        }
        double fraction = MovePanel.fraction(progress);
        return Optional.of(
                fraction < 0
                        ? Say.of("tray.move", pod.name(), progress.getDestination())
                        : Say.of("tray.move-at", pod.name(), progress.getDestination(), fraction));
    }
}
