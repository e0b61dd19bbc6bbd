package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real DHCP server on the lab's peer, with the shortest leases that it has: two minutes. Closed, it answers nobody any more. */
final class DhcpServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final Process process;

    private DhcpServer(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** One with the memory that earlier ones have left in {@code folder}. */
    static DhcpServer start(Node peer, Path folder) {
        var process = peer.start(
                folder.resolve("dnsmasq.out").toFile(),
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--user=root",
                "--pid-file=",
                "--port=0",
                "--no-ping",
                "--dhcp-authoritative",
                "--dhcp-range=10.77.0.30,10.77.0.60,2m",
                "--dhcp-option=option:dns-server,10.77.0.200",
                "--dhcp-leasefile=" + folder.resolve("leases"),
                "--log-facility=" + folder.resolve("log"));
        Eventually.that(
                "the DHCP server",
                LIMIT,
                () -> peer.run("ss", "--no-header", "--numeric", "--udp", "--listening")
                        .contains(":67 "));
        return new DhcpServer(folder, process);
    }

    /** Of each lease the MAC, the address and the name. */
    List<String> leases() {
        return lines("leases").stream()
                .map(line -> line.split(" ", -1))
                .map(words -> words[1] + " " + words[2] + " " + words[3])
                .toList();
    }

    /** How often it has granted something. */
    int grants() {
        return (int)
                lines("log").stream().filter(line -> line.contains("DHCPACK")).count();
    }

    private List<String> lines(String file) {
        try {
            var path = folder.resolve(file);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Node.end(process);
    }
}
