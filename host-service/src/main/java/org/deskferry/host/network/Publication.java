package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.linux.Command;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that keeps one {@link Notice} published, started again where it ends, ever more seldom. Only its reader, which has a thread
 * of its own, shares anything with whoever keeps it up.
 */
final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 7;
    /** It need not be root, and ends with this service, however that does. */
    private static final List<String> PREFIX = List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--no-new-privs",
            "--pdeathsig=TERM",
            "avahi-publish");

    private final Notice notice;
    private Optional<Process> program = Optional.empty();
    private long nextStart = System.nanoTime();
    private int failures;
    private String lastTrouble = "";
    private boolean isOver;

    Publication(Notice notice) {
        this.notice = notice;
    }

    /** Whether this machine has the program. */
    static boolean isPossible() {
        return Command.attempt(List.of("sh", "-c", "command -v avahi-publish")).succeeded();
    }

    /** Starts it if it does not run and it is time to. */
    synchronized void keepUp() {
        if (program.isPresent() || System.nanoTime() < nextStart) {
            return;
        }
        try {
            var words = new ArrayList<>(PREFIX);
            words.addAll(notice.arguments());
            var started = new ProcessBuilder(words).redirectErrorStream(true).start();
            program = Optional.of(started);
            Thread.ofVirtual().name("name-" + notice.name()).start(() -> follow(started));
        } catch (IOException e) {
            fail(unpublished(e.getMessage() + "."));
        }
    }

    /** Withdraws it from the LAN. */
    synchronized void end() {
        isOver = true;
        program.ifPresent(Publication::end);
    }

    /** Not by {@link Process#destroy}, which would keep its last words from its reader. */
    private static void end(Process program) {
        program.toHandle().destroy();
    }

    private void follow(Process started) {
        var last = "";
        var established = false;
        try (BufferedReader output = started.inputReader(StandardCharsets.UTF_8)) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                last = line;
                established |= line.startsWith("Established");
                if (line.contains("collision")) {
                    // It would go on under a name of its own choice, which nobody looks for.
                    end(started);
                    break;
                }
                if (established) {
                    succeed();
                }
            }
        } catch (IOException e) {
            last = String.valueOf(e.getMessage());
        }
        ended(last);
    }

    private synchronized void succeed() {
        LOG.debug("{} is published", notice.name());
        failures = 0;
        lastTrouble = "";
    }

    private synchronized void ended(String last) {
        program = Optional.empty();
        if (isOver) {
            return;
        }
        if (last.contains("collision")) {
            fail(Phrases.problem(
                    ProblemKind.PROBLEM_KIND_NAME_IN_USE, thing(), notice.whenTaken(), notice.remedyWhenTaken()));
        } else {
            fail(unpublished("avahi-publish says '" + last + "'."));
        }
    }

    private Problem unpublished(String reason) {
        return Phrases.problem(
                ProblemKind.PROBLEM_KIND_INTERNAL,
                thing(),
                say("It cannot be published: {0}", reason),
                say("Start avahi-daemon, or set network.mdns=no in host.conf."));
    }

    private Phrase thing() {
        return say("name {0} on the LAN", notice.name());
    }

    private void fail(Problem problem) {
        nextStart = System.nanoTime()
                + FIRST_PAUSE
                        .multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS))
                        .toNanos();
        failures++;
        if (!problem.getReason().equals(lastTrouble)) {
            lastTrouble = problem.getReason();
            LOG.atWarn()
                    .addKeyValue("thing", problem.getThing())
                    .addKeyValue("remedy", problem.getRemedy())
                    .log(problem.getReason());
        }
    }
}
