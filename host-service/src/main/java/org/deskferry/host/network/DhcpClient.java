package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.host.linux.LinkChange;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * Speaks to the LAN's DHCP server for pods, by the helper {@code lease}: through a port of its own of the pod's bridge, with the pod's MAC. So
 * the pod need not run, sees nothing of it, and its firewall lets nothing more through. The bridge does not learn from that port, so
 * that what is sent to the pod goes to the pod. Who asks for a lease that the pod has renews it.
 */
public final class DhcpClient {
    private static final String INNER = "lan";
    /** Four times three seconds to find a server, as many to be granted what it offers, and some more. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path helper;
    private final Uplink uplink;

    /**
     * Asks through {@code uplink}.
     *
     * @param helper the program {@code lease}
     */
    public DhcpClient(Path helper, Uplink uplink) {
        this.helper = helper;
        this.uplink = uplink;
    }

    /**
     * What came of it.
     *
     * @param lease empty where there is none
     * @param refused whether a server said no
     * @param unplugged whether its port was taken away meanwhile, so that it says nothing of servers
     */
    record Answer(Optional<Lease> lease, boolean refused, boolean unplugged) {}

    /** What keeps this machine from asking, if anything. */
    public List<Problem> problems() {
        return Command.attempt(List.of("sh", "-c", "command -v udhcpc")).succeeded()
                ? List.of()
                : List.of(Phrases.problem(
                        ProblemKind.PROBLEM_KIND_NOT_LEASED,
                        say("program udhcpc"),
                        say(
                                "This machine lacks it, so that nobody can lease addresses for pods here, or renew what is leased."),
                        say("Install the package udhcpc, then restart the host service.")));
    }

    /**
     * Asks for the pod's own address, or for any if it has none. Takes half a minute at most; a tenth of a second as a rule.
     *
     * @param isWanted whether to ask; looked at once {@link PodLinks#cut} would end the asking
     */
    Answer get(PodManifest pod, BooleanSupplier isWanted) {
        return ask("get", pod, isWanted);
    }

    /** Gives a lease back. Takes a second more. */
    Answer giveBack(PodManifest pod) {
        return ask("give-back", pod, () -> true);
    }

    private Answer ask(String wish, PodManifest pod, BooleanSupplier isWanted) {
        if (!problems().isEmpty()) {
            throw new ProblemException(problems());
        }
        var port = port(pod.getId());
        var words = new ArrayList<>(List.of(helper.toString(), wish, pod.getName()));
        if (!pod.getAddress().getIpv4().isEmpty()) {
            words.add(AddressRange.withoutPrefix(pod.getAddress().getIpv4()));
        }
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            try (var output = process.inputReader(StandardCharsets.UTF_8)) {
                expectReady(output);
                plug(port, pod, process.pid());
                if (!PodLinks.exists(pod.getId())) {
                    uplink.join(pod.getId());
                }
                if (!isWanted.getAsBoolean()) {
                    return new Answer(Optional.empty(), false, true);
                }
                return talk(process, output, port);
            } finally {
                end(process);
                Command.attempt(List.of("ip", "link", "del", port));
                if (!PodLinks.exists(pod.getId())) {
                    uplink.remove(pod.getId());
                }
            }
        } catch (IOException | CommandException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_INTERNAL,
                    say("helper {0}", helper),
                    say("It cannot ask the LAN's DHCP server: {0}.", e.getMessage()),
                    say("See this workstation's log."));
        }
    }

    private static void expectReady(BufferedReader output) throws IOException {
        var line = output.readLine();
        if (!"ready".equals(line)) {
            throw new IOException("it said '" + line + "'");
        }
    }

    private void plug(String port, PodManifest pod, long helperPid) {
        Command.run(List.of("ip", "-batch", "-"), """
                link add %1$s mtu %6$d type veth peer name %2$s address %3$s mtu %6$d netns %4$d
                link set %1$s addrgenmode none
                link set %1$s master %5$s
                link set %1$s type bridge_slave learning off
                link set %1$s up
                """.formatted(
                        port,
                        INNER,
                        pod.getAddress().getMac(),
                        helperPid,
                        uplink.bridgeFor(pod),
                        Station.mtu(pod.getAddress())));
        Command.run(
                List.of("nsenter", "--net=/proc/" + helperPid + "/ns/net", "ip", "-batch", "-"), """
                link set %1$s addrgenmode none
                link set %1$s up
                """.formatted(INNER));
    }

    private static Answer talk(Process process, BufferedReader output, String port) throws IOException {
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write("go\n");
        }
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).exceptionally(_ -> {
            end(process);
            return process;
        });
        var said = output.lines().collect(Collectors.joining("\n"));
        return new Answer(Lease.in(said), said.lines().anyMatch("refused"::equals), !LinkChange.exists(port));
    }

    private static void end(Process helper) {
        helper.descendants().forEach(ProcessHandle::destroyForcibly);
        helper.destroyForcibly();
    }

    /** The name of the port of the bridge. */
    public static String port(String podId) {
        return "dl-" + podId.substring(0, 8);
    }
}
