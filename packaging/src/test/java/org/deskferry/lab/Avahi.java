package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An Avahi daemon on a machine of the lab, with a D-Bus of its own in the usual place. */
final class Avahi implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final String BUS = """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen><auth>EXTERNAL</auth>
              <policy context="default">
                <allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
              </policy>
            </busconfig>
            """;

    private final Process bus;
    private final Process daemon;

    private Avahi(Process bus, Process daemon) {
        this.bus = bus;
        this.daemon = daemon;
    }

    static Avahi start(Workstation workstation, Path folder) {
        return start(workstation, "br0", folder);
    }

    /** Heard by that link. */
    static Avahi start(Node node, String link, Path folder) {
        var own = folder.resolve(node.name());
        try {
            Files.createDirectories(own);
            Files.writeString(own.resolve("bus.conf"), BUS);
            Files.writeString(own.resolve("avahi.conf"), """
                    [server]
                    host-name=%s
                    allow-interfaces=%s
                    [publish]
                    publish-workstation=no
                    """.formatted(node.name(), link));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // An earlier one was killed, and has left its number and its socket.
        node.run("rm", "-rf", "/run/dbus", "/run/avahi-daemon");
        node.run("mkdir", "/run/dbus", "/run/avahi-daemon");
        var bus = node.start(
                own.resolve("bus.log").toFile(), "dbus-daemon", "--nofork", "--config-file=" + own.resolve("bus.conf"));
        Eventually.that(
                "the bus",
                LIMIT,
                () -> node.attempt("test", "-S", "/run/dbus/system_bus_socket").exitCode() == 0);
        var log = own.resolve("avahi.log");
        var daemon = node.start(
                log.toFile(),
                "avahi-daemon",
                "--no-drop-root",
                "--no-chroot",
                "--no-rlimits",
                "--file=" + own.resolve("avahi.conf"));
        Eventually.that("the Avahi daemon", LIMIT, () -> Node.readOrNothing(log).contains("startup complete"));
        return new Avahi(bus, daemon);
    }

    @Override
    public void close() {
        Node.end(daemon);
        Node.end(bus);
    }
}
