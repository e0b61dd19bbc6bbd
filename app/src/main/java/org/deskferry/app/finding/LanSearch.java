package org.deskferry.app.finding;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.deskferry.app.identity.FleetException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;
import org.jspecify.annotations.Nullable;

/** Asks the LAN who is there, through this machine's Avahi daemon. */
public final class LanSearch {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LARGEST = 4 << 20;

    private LanSearch() {}

    /**
     * By name; a machine with several addresses once, with the one that is the least: IPv4 before IPv6.
     *
     * @throws FleetException (NETWORK_MISSING) if this machine has no Avahi that works
     */
    public static List<Announcement> run() throws FleetException {
        var found = new TreeMap<String, Announcement>();
        for (var line : browse().lines().toList()) {
            Announcement.parse(line)
                    .ifPresent(one -> found.merge(one.name() + " " + one.key().hex(), one, LanSearch::better));
        }
        return List.copyOf(found.values());
    }

    private static Announcement better(Announcement one, Announcement other) {
        return Comparator.comparing((Announcement each) -> each.address().startsWith("["))
                                .thenComparing(Announcement::address)
                                .compare(one, other)
                        <= 0
                ? one
                : other;
    }

    private static String browse() throws FleetException {
        Process program;
        try {
            program = new ProcessBuilder("avahi-browse", "--parsable", "--resolve", "--terminate", "_deskferry._tcp")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw cannot(
                    e,
                    say("This machine has no avahi-browse."),
                    say("Install it: apt install avahi-daemon avahi-utils."));
        }
        try {
            program.getOutputStream().close();
            var output = CompletableFuture.supplyAsync(() -> read(program), Thread::startVirtualThread);
            // Who does not answer is given up after a while; what has been found counts.
            if (!program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                program.toHandle().destroy();
            } else if (program.exitValue() != 0) {
                throw cannot(
                        null,
                        say("avahi-browse says '{0}'.", output.join().strip()),
                        say(
                                "Start the daemon ('systemctl start avahi-daemon'), or name workstations by their address."));
            }
            return output.join();
        } catch (IOException e) {
            throw cannot(e, say("avahi-browse cannot be spoken to: {0}.", e.getMessage()), say("Try again."));
        } catch (InterruptedException e) {
            program.destroy();
            Thread.currentThread().interrupt();
            throw cannot(e, say("The search was interrupted."), say("Try again."));
        }
    }

    private static String read(Process program) {
        try (var stream = program.getInputStream()) {
            return new String(stream.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return Optional.ofNullable(e.getMessage()).orElse("");
        }
    }

    private static FleetException cannot(@Nullable Throwable cause, Phrase reason, Phrase remedy) {
        return new FleetException(
                cause,
                Phrases.problem(ProblemKind.PROBLEM_KIND_NETWORK_MISSING, say("search on the LAN"), reason, remedy));
    }
}
