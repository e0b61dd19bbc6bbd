package org.deskferry.app.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.WindowEvent;
import org.deskferry.app.scripted.DesktopSession;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.Screenshot;
import org.deskferry.app.session.SessionBus;
import org.deskferry.app.tray.MenuProtocol;
import org.deskferry.proto.v1.MovePhase;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The icon in the tray of Xfce's panel, and what is done with it. */
final class TrayTest extends OpenBoard {
    private static final String ICON_NAME =
            "org.kde.StatusNotifierItem-" + ProcessHandle.current().pid() + "-1";
    private static final double MIDDLE = DesktopSession.PANEL / 2.0;
    private static final Rectangle2D ICON = new Rectangle2D(0, 0, DesktopSession.PANEL, DesktopSession.PANEL);
    private static final Rectangle2D CORNER = new Rectangle2D(0, 0, 360, 240);
    // Xfce's panel is grey, and the icon is not.
    private static final double COLOURFUL = 0.3;
    private static final int ENOUGH_PIXELS = 50;

    @TempDir
    Path home;

    private Optional<DesktopSession> desktop = Optional.empty();
    private Optional<SessionBus> bus = Optional.empty();

    @Override
    Optional<SessionBus> bus() {
        if (bus.isEmpty()) {
            try {
                var session = DesktopSession.start(home);
                desktop = Optional.of(session);
                session.startPanel();
                bus = Optional.of(SessionBus.at(session.address()));
            } catch (IOException | DBusException e) {
                throw new IllegalStateException(e);
            }
        }
        return bus;
    }

    @AfterEach
    void endSession() {
        // A window that is away would not be closed.
        robot.interact(() -> BoardWindow.raise(stage));
        bus.ifPresent(SessionBus::close);
        desktop.ifPresent(DesktopSession::close);
    }

    @Test
    void it_is_there_while_the_window_is() throws Exception {
        open("tray=icon");
        await(this::isInPanel);
        closeWindow();
        await(() -> !stage.isShowing() && !isInPanel());
    }

    @Test
    void it_keeps_the_app_whose_window_is_closed_and_brings_that_back() throws Exception {
        open("tray=stay");
        await(this::isInPanel);
        closeWindow();
        await(() -> !stage.isShowing());
        wsa.put(Samples.pod("cleo", 3, 1));
        robot.clickOn(MIDDLE, MIDDLE);
        await(() -> stage.isShowing() && shown("#column-wsa #card-cleo"));
        closeWindow();
        await(() -> !stage.isShowing() && isInPanel());
    }

    @Test
    void the_app_ends_with_its_window_where_there_is_no_tray() throws Exception {
        open("tray=stay");
        await(this::isInPanel);
        desktop.orElseThrow().endPanel();
        await(() -> !isInPanel());
        // The window may hear a little later of the panel's end.
        await(() -> {
            BoardWindow.raise(stage);
            stage.fireEvent(closing());
            return !hasIcon();
        });
    }

    @Test
    void it_goes_when_nobody_wants_it() throws Exception {
        open("tray=icon");
        await(this::isInPanel);
        robot.clickOn("#settings").clickOn("#settings-tray").type(KeyCode.UP).type(KeyCode.ENTER);
        await(() -> !isInPanel());
    }

    @Test
    void its_menu_tells_of_moves_and_ends_the_app() throws Exception {
        var held = new CountDownLatch(1);
        wsa.onMove((pod, run) -> {
            run.say(Samples.progress(pod, "wsa", "wsb", MovePhase.MOVE_PHASE_COPY_LIVE, 103, 412));
            held.await();
        });
        open("tray=stay");
        await(this::isInPanel);
        robot.drag("#card-anna", MouseButton.PRIMARY).dropTo("#column-wsb");
        await(() -> menu().contains("anna moves to wsb: 25%"));
        closeWindow();
        await(() -> !stage.isShowing());
        int empty = colourful(CORNER);
        robot.clickOn(MIDDLE, MIDDLE, MouseButton.SECONDARY);
        await(() -> colourful(CORNER) != empty);
        Screenshot.take(CORNER, "tray-menu");
        robot.type(KeyCode.UP).type(KeyCode.ENTER);
        await(() -> !isInPanel());
        held.countDown();
    }

    /** The window, away from the corner of the panel, and the app with this setting. */
    private void open(String setting) throws IOException, TimeoutException {
        Files.writeString(settingsFile(), setting + "\n");
        reopen();
        robot.interact(() -> {
            stage.setX(CORNER.getMaxX());
            stage.setY(CORNER.getMaxY());
        });
        await(() -> shown("#column-wsa #card-anna") && isOnline("wsb"));
    }

    /** As a window manager does it. */
    private void closeWindow() {
        robot.interact(() -> stage.fireEvent(closing()));
    }

    private WindowEvent closing() {
        return new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
    }

    private boolean hasIcon() throws DBusException {
        return bus.orElseThrow()
                .object("org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class)
                .NameHasOwner(ICON_NAME);
    }

    /** The words of the menu, as any tray asks for them. */
    private List<String> menu() throws DBusException {
        try (var tray = SessionBus.at(desktop.orElseThrow().address())) {
            return tray.object(ICON_NAME, "/Menu", MenuProtocol.class).getGroupProperties(List.of(), List.of()).stream()
                    .map(entry -> entry.getProperties().get("label"))
                    .filter(Objects::nonNull)
                    .map(label -> String.valueOf(label.getValue()))
                    .toList();
        }
    }

    private boolean isInPanel() {
        return colourful(ICON) > ENOUGH_PIXELS;
    }

    /** How many pixels there have a colour. */
    private static int colourful(Rectangle2D area) {
        var picture = Screenshot.capture(area);
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (picture.getPixelReader().getColor(x, y).getSaturation() > COLOURFUL) {
                    count++;
                }
            }
        }
        return count;
    }
}
