package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An Avahi daemon on a workstation of the lab, with a D-Bus of its own in the usual place. */
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
        var own = folder.resolve(workstation.name());
        try {
            Files.createDirectories(own);
            Files.writeString(own.resolve("bus.conf"), BUS);
            Files.writeString(own.resolve("avahi.conf"), """
                    [server]
                    host-name=%s
                    allow-interfaces=br0
                    [publish]
                    publish-workstation=no
                    """.formatted(workstation.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // An earlier one was killed, and has left its number and its socket.
        workstation.run("rm", "-rf", "/run/dbus", "/run/avahi-daemon");
        workstation.run("mkdir", "/run/dbus", "/run/avahi-daemon");
        var bus = workstation.start(
                own.resolve("bus.log").toFile(), "dbus-daemon", "--nofork", "--config-file=" + own.resolve("bus.conf"));
        Eventually.that(
                "the bus",
                LIMIT,
                () -> workstation
                                .attempt("test", "-S", "/run/dbus/system_bus_socket")
                                .exitCode()
                        == 0);
        var log = own.resolve("avahi.log");
        var daemon = workstation.start(
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
