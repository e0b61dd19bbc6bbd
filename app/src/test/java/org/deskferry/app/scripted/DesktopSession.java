package org.deskferry.app.scripted;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session bus, and on the tests' display Xfce's panel with nothing but its tray in the upper left corner, if it is wanted. */
public final class DesktopSession implements AutoCloseable {
    /** Height and width of an icon's place in the panel, in pixels. */
    public static final int PANEL = 32;

    private static final String ONLY_A_TRAY = """
            <?xml version="1.0" encoding="UTF-8"?>
            <channel name="xfce4-panel" version="1.0">
              <property name="configver" type="int" value="2"/>
              <property name="panels" type="array">
                <value type="int" value="1"/>
                <property name="panel-1" type="empty">
                  <property name="position" type="string" value="p=6;x=0;y=0"/>
                  <property name="size" type="uint" value="%d"/>
                  <property name="position-locked" type="bool" value="true"/>
                  <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
                </property>
              </property>
              <property name="plugins" type="empty">
                <property name="plugin-1" type="string" value="systray">
                  <property name="square-icons" type="bool" value="true"/>
                </property>
              </property>
            </channel>
            """.formatted(PANEL);

    private final Path home;
    private final String address;
    private Optional<Process> panel = Optional.empty();
    private final List<Process> processes = new ArrayList<>();

    private DesktopSession(Path home) {
        this.home = home;
        this.address = "unix:path=" + home.resolve("bus");
    }

    /** {@code home}: an empty folder, with a path of at most 80 characters. */
    public static DesktopSession start(Path home) throws IOException {
        var session = new DesktopSession(home);
        var bus = session.run(
                "dbus-daemon",
                "--session",
                "--nofork",
                "--nopidfile",
                "--print-address=1",
                "--address=" + session.address);
        // It writes its address once it takes clients.
        var line = new BufferedReader(new InputStreamReader(bus.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IllegalStateException("dbus-daemon did not start");
        }
        return session;
    }

    public String address() {
        return address;
    }

    public void startPanel() throws IOException {
        var config = home.resolve("config/xfce4/xfconf/xfce-perchannel-xml");
        Files.createDirectories(config);
        Files.writeString(config.resolve("xfce4-panel.xml"), ONLY_A_TRAY);
        panel = Optional.of(run("xfce4-panel", "--disable-wm-check"));
    }

    public void endPanel() {
        panel.ifPresent(DesktopSession::end);
    }

    private Process run(String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "DBUS_SESSION_BUS_ADDRESS",
                        address,
                        "XDG_CONFIG_HOME",
                        home.resolve("config").toString(),
                        "XDG_RUNTIME_DIR",
                        home.toString(),
                        "HOME",
                        home.toString(),
                        "DISPLAY",
                        Display.name(),
                        "NO_AT_BRIDGE",
                        "1"));
        var process = builder.start();
        processes.add(process);
        return process;
    }

    /** What the bus has started ends with it. */
    @Override
    public void close() {
        processes.reversed().forEach(DesktopSession::end);
    }

    private static void end(Process process) {
        process.destroy();
        process.onExit().join();
    }
}
