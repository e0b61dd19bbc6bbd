package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.host.linux.LinkChange;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * A network card that stays as it is. On it each pod has a macvlan, a link with the pod's MAC that is up while this machine is to take the
 * pod's frames, and behind that a small bridge of its own. So all that guards a pod or stands in for it is the same as on a bridge that
 * all pods share.
 */
record MacvlanUplink(String card) implements Uplink {
    private static final Pattern MASTER = Pattern.compile("\\bmaster (\\S+)");
    private static final String EAR = "ear";

    /** Of a macvlan of its own, since a machine's own address does not reach its macvlans; gone when this ends. */
    private static final String ASK = """
            link=$1 card=$2 && shift 2
            ip link add "$link" link "$card" type macvlan mode bridge && trap 'ip link del "$link"' EXIT
            ip link set "$link" addrgenmode none arp off allmulticast on up && "$@" --link "$link"
            """;

    @Override
    public Phrase thing() {
        return say("network card {0}", card);
    }

    @Override
    public String link() {
        return card;
    }

    @Override
    public List<Problem> problems() {
        var shown = Command.attempt(List.of("ip", "-oneline", "link", "show", "dev", card));
        if (!shown.succeeded()) {
            return List.of(missing(
                    say("This machine has none of that name, so no pod can start or arrive here."),
                    say("Name another as network.uplink in host.conf.")));
        }
        var master = MASTER.matcher(shown.output());
        return master.find()
                ? List.of(missing(
                        say("It is a part of {0}, so pods cannot be on it themselves.", master.group(1)),
                        say("Name that in host.conf: as network.bridge if it is a bridge, else as network.uplink.")))
                : List.of();
    }

    private Problem missing(Phrase reason, Phrase remedy) {
        return Phrases.problem(ProblemKind.PROBLEM_KIND_NETWORK_MISSING, thing(), reason, remedy);
    }

    @Override
    public String bridgeFor(PodManifest pod) {
        var bridge = bridge(pod.getId());
        if (!LinkChange.exists(macvlan(pod.getId()))) {
            // The card may have been away for a while, and its macvlans with it.
            remove(pod.getId());
            make(pod);
        }
        return bridge;
    }

    private void make(PodManifest pod) {
        var mac = pod.getAddress().getMac();
        var macvlan = macvlan(pod.getId());
        try {
            // The bridge has a MAC of its own, or it would take that of a port, which is the pod's.
            Command.run(List.of("ip", "-batch", "-"), """
                    link add %1$s address %5$s type bridge stp_state 0 forward_delay 0 mcast_snooping 0
                    link set %1$s addrgenmode none
                    link add %2$s link %3$s address %4$s type macvlan mode bridge
                    link set %2$s addrgenmode none
                    link set %2$s master %1$s
                    link set %1$s up
                    """.formatted(
                            bridge(pod.getId()), macvlan, card, mac, Station.newMac()));
            // It takes what is sent to a port's MAC for its own; but here that is the pod's, behind another port.
            Command.run(List.of("bridge", "fdb", "del", mac, "dev", macvlan, "master"));
        } catch (CommandException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_NETWORK_MISSING,
                    thing(),
                    say("Pods cannot be on it: {0}.", e.getMessage()),
                    say(
                            "Name another as network.uplink in host.conf, or a bridge as network.bridge; on Wi-Fi use an overlay."));
        }
    }

    @Override
    public void join(String podId) {
        LinkChange.up(macvlan(podId));
    }

    @Override
    public void leave(String podId) {
        if (LinkChange.exists(macvlan(podId))) {
            LinkChange.down(macvlan(podId));
        }
    }

    @Override
    public void remove(String podId) {
        linksOf(podId).forEach(link -> Command.run(List.of("ip", "link", "del", link)));
    }

    @Override
    public List<String> linksOf(String podId) {
        return Stream.of(macvlan(podId), bridge(podId))
                .filter(LinkChange::exists)
                .toList();
    }

    /** What comes from outside with the MAC of a macvlan is not passed to it; a macvlan that is told of a source hears that. */
    @Override
    public Optional<String> earFor(PodManifest pod, long pid) {
        Command.run(List.of(
                "ip",
                "link",
                "add",
                EAR,
                "link",
                card,
                "netns",
                String.valueOf(pid),
                "type",
                "macvlan",
                "mode",
                "source"));
        Command.run(List.of("nsenter", "--net=/proc/" + pid + "/ns/net", "ip", "-batch", "-"), """
                link set %1$s addrgenmode none arp off
                link set %1$s type macvlan macaddr add %2$s
                link set %1$s up
                """.formatted(
                        EAR, pod.getAddress().getMac()));
        return Optional.of(EAR);
    }

    @Override
    public String ask(List<String> words) {
        var command = new ArrayList<>(
                List.of("sh", "-c", ASK, "ask", "dq-" + Station.newMac().replace(":", ""), card));
        command.addAll(words);
        return Command.run(command);
    }

    private static String macvlan(String podId) {
        return "dm-" + podId.substring(0, 8);
    }

    private static String bridge(String podId) {
        return "db-" + podId.substring(0, 8);
    }
}
