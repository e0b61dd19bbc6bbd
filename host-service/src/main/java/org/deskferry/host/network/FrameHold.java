package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.deskferry.host.linux.BridgePort;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Someone who stands in for one pod on the LAN, from the instant its link is cut until it is open, here, again: the helper
 * {@code framehold}, with a port of the pod's bridge to itself. If this service dies, all of it goes, port included. For one thread at a
 * time.
 */
public final class FrameHold implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameHold.class);
    private static final String INNER = "lan";
    private static final int END_LIMIT_MS = 2000;

    private final Uplink uplink;
    private final PodManifest pod;
    private final Process helper;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private String ear = "";
    private boolean keeps;
    private Optional<DatagramRoom> room = Optional.empty();

    private FrameHold(Uplink uplink, PodManifest pod, Process helper) {
        this.uplink = uplink;
        this.pod = pod;
        this.helper = helper;
        this.orders = helper.outputWriter(StandardCharsets.UTF_8);
        this.answers = helper.inputReader(StandardCharsets.UTF_8);
    }

    static FrameHold start(Path program, Uplink uplink, PodManifest pod) {
        try {
            var words = new ArrayList<>(List.of(program.toString()));
            words.addAll(Station.words(pod.getAddress()));
            var hold = new FrameHold(
                    uplink,
                    pod,
                    new ProcessBuilder(words).redirectErrorStream(true).start());
            try {
                hold.expect("ready");
                hold.plug();
                return hold;
            } catch (IOException | CommandException e) {
                hold.close();
                throw e;
            }
        } catch (IOException | CommandException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_INTERNAL,
                    say("helper {0}", program),
                    say("It cannot keep what is sent to the pod in the freeze: {0}.", e.getMessage()),
                    say("See this workstation's log."));
        }
    }

    /** The name of the port of the bridge. */
    public static String port(String podId) {
        return "dh-" + podId.substring(0, 8);
    }

    /** Neither end must take part in anything: no ARP, and no address, which a link gives itself as it comes up. */
    private void plug() {
        var port = port(pod.getId());
        Command.run(List.of("ip", "-batch", "-"), """
                link add %1$s mtu %5$d type veth peer name %2$s mtu %5$d netns %3$d
                link set %1$s addrgenmode none
                link set %1$s master %4$s up
                """.formatted(
                        port, INNER, helper.pid(), uplink.bridgeFor(pod), Station.mtu(pod.getAddress())));
        Command.run(List.of("nsenter", "--net=/proc/" + helper.pid() + "/ns/net", "ip", "-batch", "-"), """
                link set %1$s addrgenmode none arp off
                link set %1$s up
                """.formatted(
                        INNER));
        ear = uplink.earFor(pod, helper.pid()).map(name -> " " + name).orElse("");
    }

    /**
     * From now on, and after this has returned in any case, the LAN sends to this machine what it has for the pod, and it is kept. May
     * be called again after the source has taken the pod back: what was kept until then is dropped.
     */
    public void begin() {
        try {
            uplink.join(pod.getId());
            order("hold " + INNER + ear);
            expect("holding");
            keeps = true;
        } catch (IOException | UncheckedIOException e) {
            // TCP sends again what is lost.
            LOG.warn("what is sent to pod {} is not kept: {}", pod.getName(), e.getMessage());
        }
    }

    /** The source has taken the pod back, and may freeze it again: what the LAN sends to it is its own. */
    public void stepBack() {
        uplink.leave(pod.getId());
        keeps = false;
    }

    /**
     * Gives way to the pod, whose link {@code open} opens, and sends on what was kept, in order, and all that still comes here: through
     * the bridge, whose rules are the pod's firewall. Where nothing is kept it only opens the link.
     *
     * @param initPid the pod's first process
     * @param pids all its processes, whose sockets are there
     */
    public void deliver(long initPid, Collection<Long> pids, Runnable open) {
        if (!keeps) {
            open.run();
            return;
        }
        keeps = false;
        try {
            // First: what the pod says to all would be taken for the word of a source that has it back.
            BridgePort.quiet(port(pod.getId()));
        } catch (UncheckedIOException e) {
            LOG.warn("the port that stands in for pod {} goes on listening: {}", pod.getName(), e.getMessage());
        }
        room = Optional.of(DatagramRoom.make(initPid, pids));
        open.run();
        try {
            BridgePort.leadsTo(PodLinks.name(pod.getId()), pod.getAddress().getMac());
            order("deliver");
            LOG.info("pod {}: {}", pod.getName(), answers.readLine());
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("what was sent to pod {} in the freeze is lost: {}", pod.getName(), e.getMessage());
        }
    }

    private void order(String line) throws IOException {
        orders.write(line + "\n");
        orders.flush();
    }

    private void expect(String wanted) throws IOException {
        var line = answers.readLine();
        if (!wanted.equals(line)) {
            throw new IOException("it said '" + line + "' where '" + wanted + "' was due");
        }
    }

    /** Ends it; what it still has is dropped. */
    @Override
    public void close() {
        room.ifPresent(DatagramRoom::close);
        Command.attempt(List.of("ip", "link", "del", port(pod.getId())));
        if (keeps) {
            uplink.leave(pod.getId());
        }
        try (orders;
                answers) {
            orders.close();
            if (!helper.waitFor(END_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                helper.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.debug("the helper was gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            helper.destroyForcibly();
        }
    }
}
