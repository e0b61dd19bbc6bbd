package org.deskferry.app.board;

import java.util.Objects;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.session.SessionBus;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.words.Language;

/** The board in a window of its own. Made, shown and closed on the FX thread. */
public final class BoardWindow {
    private final Stage stage;
    private final FleetModel fleet;
    private final FileDialogs files;
    private final Settings settings;
    private final Appearance appearance;
    private final Screens screens;
    private final WindowFrame frame;
    private final Ticker ticker = new Ticker();
    private final Arrivals arrivals;
    private final LongMoves longMoves;
    private final Optional<Tray> tray;
    private final CloseToTray closing;
    private Language spoken;
    private BoardView board;
    private Subscription dressed = Subscription.EMPTY;

    private BoardWindow(
            Stage stage, FleetSource source, FileDialogs files, Settings settings, Optional<SessionBus> bus) {
        this.stage = stage;
        this.fleet = new FleetModel(source);
        this.files = files;
        this.settings = settings;
        this.appearance = new Appearance(settings);
        this.screens = new Screens(fleet, appearance);
        this.frame = new WindowFrame(stage, settings);
        this.arrivals = new Arrivals(fleet, settings, screens);
        this.longMoves = new LongMoves(fleet, settings, DesktopNotice::show);
        this.closing = new CloseToTray(stage);
        this.tray = bus.map(known -> new Tray(fleet, settings, known, () -> raise(stage), screens, closing::end));
        this.spoken = language(settings);
        this.board = board();
    }

    static String icon() {
        return Objects.requireNonNull(BoardWindow.class.getResource("icon.png")).toExternalForm();
    }

    /** Shows the fleet's board in {@code stage}; all it has begun ends when the stage is closed. Returns what it shows. */
    public static FleetModel open(Stage stage, FleetSource source) {
        return open(stage, source, Optional.empty());
    }

    /** The same, and on {@code bus}, the desktop's, it has an icon in the tray. */
    public static FleetModel open(Stage stage, FleetSource source, Optional<SessionBus> bus) {
        return open(stage, source, new FileDialogs.Native(), Settings.usual(), bus);
    }

    /** {@code settings}: not read yet. */
    static FleetModel open(Stage stage, FleetSource source, FileDialogs files, Settings settings) {
        return open(stage, source, files, settings, Optional.empty());
    }

    /** As {@link #open(Stage, FleetSource, FileDialogs, Settings)}, with an icon in the tray. */
    static FleetModel open(
            Stage stage, FleetSource source, FileDialogs files, Settings settings, Optional<SessionBus> bus) {
        settings.load();
        language(settings).speak();
        var window = new BoardWindow(stage, source, files, settings, bus);
        window.show();
        return window.fleet;
    }

    /** Brings the window back, before others, from wherever it is. */
    public static void raise(Stage stage) {
        stage.setIconified(false);
        stage.show();
        stage.toFront();
        stage.requestFocus();
    }

    private static Language language(Settings settings) {
        return settings.language().get().orElseGet(Language::ofSystem);
    }

    private BoardView board() {
        return new BoardView(fleet, settings, appearance, screens, files);
    }

    private void show() {
        appearance.start();
        stage.getIcons().add(new Image(icon()));
        stage.setMinWidth(480);
        stage.setMinHeight(360);
        frame.open(new Scene(board));
        dress();
        var language = settings.language().property().subscribe((_, _) -> translate());
        ticker.now().subscribe(now -> {
            arrivals.look();
            longMoves.look(now);
            tray.ifPresent(Tray::look);
        });
        closing.open(() -> tray.filter(Tray::keepsApp).isPresent(), () -> {
            tray.ifPresent(Tray::stop);
            ticker.stop();
            language.unsubscribe();
            dressed.unsubscribe();
            board.stop();
            screens.close();
            fleet.close();
        });
        stage.show();
        ticker.start();
        board.start();
        fleet.start();
    }

    private void dress() {
        stage.setTitle(Say.of("title"));
        dressed.unsubscribe();
        dressed = appearance.dress(stage.getScene());
    }

    /** All that is said is said anew, in the language that was just chosen; the settings are open again. */
    private void translate() {
        if (language(settings) == spoken) {
            return;
        }
        spoken = language(settings);
        spoken.speak();
        board.stop();
        board = board();
        stage.getScene().setRoot(board);
        dress();
        board.start();
        // A pane without its skin would miss that something is to be shown in it.
        board.applyCss();
        board.openSettings();
    }
}
