package org.deskferry.host;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.BindableService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.host.access.Identity;
import org.deskferry.host.access.PeerChannels;
import org.deskferry.host.api.Chronicler;
import org.deskferry.host.api.DisplayService;
import org.deskferry.host.api.DisplayTunnels;
import org.deskferry.host.api.GrpcPeers;
import org.deskferry.host.api.HistoryService;
import org.deskferry.host.api.MoveCalls;
import org.deskferry.host.api.PeerService;
import org.deskferry.host.api.PodView;
import org.deskferry.host.api.RestService;
import org.deskferry.host.api.WorkstationService;
import org.deskferry.host.checkpoint.CheckpointFolder;
import org.deskferry.host.checkpoint.Engine;
import org.deskferry.host.checkpoint.Freezer;
import org.deskferry.host.checkpoint.UserFaults;
import org.deskferry.host.checkpoint.Waker;
import org.deskferry.host.config.HostConfig;
import org.deskferry.host.display.Displays;
import org.deskferry.host.files.ImageStore;
import org.deskferry.host.history.History;
import org.deskferry.host.kept.KeptPages;
import org.deskferry.host.lifecycle.Census;
import org.deskferry.host.lifecycle.Identities;
import org.deskferry.host.lifecycle.Lodging;
import org.deskferry.host.lifecycle.NewAddress;
import org.deskferry.host.lifecycle.PodCreator;
import org.deskferry.host.lifecycle.PodPorts;
import org.deskferry.host.lifecycle.PodRecovery;
import org.deskferry.host.lifecycle.PodRemover;
import org.deskferry.host.machine.Sensors;
import org.deskferry.host.machine.SpareMemory;
import org.deskferry.host.memory.LiveMemory;
import org.deskferry.host.move.Aftermath;
import org.deskferry.host.move.Arrivals;
import org.deskferry.host.move.Machine;
import org.deskferry.host.move.MoveLimits;
import org.deskferry.host.move.MoveRooms;
import org.deskferry.host.move.Moves;
import org.deskferry.host.move.Rivals;
import org.deskferry.host.move.Settlement;
import org.deskferry.host.move.Verdict;
import org.deskferry.host.move.WhereaboutsNews;
import org.deskferry.host.network.AddressPool;
import org.deskferry.host.network.AddressProbe;
import org.deskferry.host.network.Addresses;
import org.deskferry.host.network.Announcer;
import org.deskferry.host.network.DhcpClient;
import org.deskferry.host.network.Firewall;
import org.deskferry.host.network.FrameHolds;
import org.deskferry.host.network.Lan;
import org.deskferry.host.network.LanNames;
import org.deskferry.host.network.LeasedAddresses;
import org.deskferry.host.network.Leases;
import org.deskferry.host.network.Member;
import org.deskferry.host.network.PodLinks;
import org.deskferry.host.network.Translator;
import org.deskferry.host.network.Uplink;
import org.deskferry.host.network.WhereaboutsBook;
import org.deskferry.host.pod.Cgroups;
import org.deskferry.host.pod.IdRanges;
import org.deskferry.host.pod.PodStore;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.pod.Tombstones;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.host.rest.Rest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WorkstationFacts;

/** All rooms of a host service, furnished for one machine. */
final class HostRooms {
    private final MoveRooms rooms;
    private final PodRecovery recovery;
    private final Aftermath aftermath;
    private final Rivals rivals;
    private final Rest rest;
    private final Leases leases;
    private final SpareMemory spareMemory;
    private final Optional<LanNames> names;
    private final List<BindableService> services;

    private HostRooms(
            MoveRooms rooms,
            PodRecovery recovery,
            Aftermath aftermath,
            Rivals rivals,
            Rest rest,
            Leases leases,
            SpareMemory spareMemory,
            Optional<LanNames> names,
            List<BindableService> services) {
        this.rooms = rooms;
        this.recovery = recovery;
        this.aftermath = aftermath;
        this.rivals = rivals;
        this.rest = rest;
        this.leases = leases;
        this.spareMemory = spareMemory;
        this.names = names;
        this.services = services;
    }

    static HostRooms of(HostConfig config, Identity identity, Engine engine) {
        var store = new PodStore(config.stateDir().resolve("pods"));
        var cgroups = new Cgroups(cgroupRoot(config));
        cgroups.prepare();
        var pods = new Pods(store, cgroups);
        var translator = Translator.of(
                pods,
                config.pool4(),
                config.pool6(),
                WhereaboutsBook.load(config.stateDir().resolve("whereabouts.json")),
                config.translation().stream().map(Member::name).toList());
        var uplink = Uplink.of(config.bridge(), config.uplink());
        var links = new PodLinks(
                uplink,
                Firewall.find(config.listen().port()),
                new Announcer(config.helpersDir().resolve("announce")),
                translator);
        var probe = new AddressProbe(config.helpersDir().resolve("whohas"), uplink);
        var lan = new Lan(uplink, probe);
        var tombstones = Tombstones.load(config.stateDir().resolve("tombstones.json"));
        var dhcp = new DhcpClient(config.helpersDir().resolve("lease"), uplink);
        var leases = new Leases(pods, dhcp, Clock.systemUTC());
        var remover = new PodRemover(links, tombstones, leases);
        var images = images(config);
        var displays = new Displays();
        var checkpoints = config.runDir().resolve("checkpoints");
        var sensors = new Sensors(config.name(), config.stateDir(), engine.version());
        var peers = new GrpcPeers(new PeerChannels(identity), config.lanes());
        var lodging = new Lodging(
                pods,
                addresses(config, probe, dhcp),
                config.pool4(),
                translator,
                !config.translation().isEmpty());
        var rooms = new MoveRooms(
                new Machine(sensors, engine),
                pods,
                tombstones,
                images,
                LiveMemory.load(config.helpersDir().resolve("libmemtrack.so"), config.lanes()),
                new KeptPages(
                        config.stateDir().resolve("kept"),
                        (long) config.keptMebibytes() << 20,
                        config.keptAge(),
                        InstantSource.system()),
                new Freezer(engine),
                new Waker(engine, config.restoreTimeout()),
                links,
                new FrameHolds(config.helpersDir().resolve("framehold"), uplink),
                lan,
                displays,
                remover,
                new Census(store, cgroups, links, checkpoints),
                lodging,
                new WhereaboutsNews(config.name(), pods, tombstones, translator, peers, config.translation()),
                checkpoints);
        var settlement = new Settlement(peers);
        var aftermath = new Aftermath(rooms, settlement);
        var moves = new Moves(
                rooms,
                peers,
                new MoveLimits(config.downtime(), (long) config.bandwidthMebibytes() << 20),
                config.freezeTimeout(),
                settlement,
                aftermath);
        var arrivals = new Arrivals(pods, tombstones);
        var identities = new Identities(pods, new IdRanges(config.firstId(), config.idRanges()), lodging, lan);
        var newAddress = new NewAddress(links);
        var rest = new Rest(
                rooms, identities, newAddress, config.stateDir().resolve("snapshots"), config.restoreTimeout());
        var creator = new PodCreator(
                pods,
                images,
                identities,
                links,
                remover,
                displays,
                config.helpersDir().resolve("podinit"));
        var view = new PodView(displays, leases);
        var history = History.in(config.stateDir().resolve("history"));
        var chronicler = new Chronicler(history, pods, config.name());
        var leasing = config.pool4().isEmpty() ? dhcp.problems() : List.<Problem>of();
        var workstation = new WorkstationService(
                () -> facts(sensors, images, engine, cgroups, lan, links, identity, leasing),
                pods,
                creator,
                remover,
                new PodPorts(pods, links.firewall()),
                rooms.census(),
                displays,
                view,
                moves,
                new MoveCalls(pods, moves, chronicler),
                new Verdict(pods, settlement, arrivals),
                chronicler);
        return new HostRooms(
                rooms,
                new PodRecovery(store, pods, links, newAddress, remover),
                aftermath,
                new Rivals(rooms, peers),
                rest,
                leases,
                SpareMemory.of(() -> !pods.isAnyHeld() && arrivals.isNoneUnderWay()),
                config.mdns() ? Optional.of(new LanNames(pods)) : Optional.empty(),
                List.of(
                        workstation,
                        new DisplayService(new DisplayTunnels(pods, displays, moves)),
                        new PeerService(rooms, arrivals, translator, config.lanes()),
                        new RestService(rest, pods, view, chronicler),
                        new HistoryService(history)));
    }

    private static Addresses addresses(HostConfig config, AddressProbe probe, DhcpClient dhcp) {
        return config.pool4()
                .<Addresses>map(
                        ipv4 -> new AddressPool(ipv4, config.pool6(), config.gateway4(), config.gateway6(), probe))
                .orElseGet(
                        () -> new LeasedAddresses(dhcp, config.pool6(), config.gateway4(), config.gateway6(), probe));
    }

    static ImageStore images(HostConfig config) {
        return new ImageStore(config.stateDir().resolve("images"));
    }

    /** Finds the pods again that an earlier service left, and removes what it left half-done. */
    void recover() {
        UserFaults.allow();
        try {
            recovery.run();
            // After the processes of a half-done move, which use them.
            CheckpointFolder.clear(rooms.checkpoints());
            rooms.images().removeLeftovers();
            rest.removeLeftovers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes up what moves of an earlier service have left open. */
    void settle() {
        rooms.news().start();
        aftermath.ofAll();
        rivals.start();
        leases.start();
        rooms.kept().start();
        spareMemory.start();
        names.ifPresent(LanNames::start);
    }

    List<BindableService> services() {
        return services;
    }

    private static WorkstationFacts facts(
            Sensors sensors,
            ImageStore images,
            Engine engine,
            Cgroups cgroups,
            Lan lan,
            PodLinks links,
            Identity identity,
            List<Problem> leasing) {
        var problems = Stream.of(
                engine.problems(),
                cgroups.problems(),
                lan.problems(),
                links.firewall().problems(),
                leasing,
                identity.problems(Instant.now()));
        return sensors.facts().toBuilder()
                .addAllImages(images.list())
                .addAllProblems(problems.flatMap(List::stream).toList())
                .build();
    }

    private static Path cgroupRoot(HostConfig config) {
        return config.cgroupRoot()
                .or(Cgroups::defaultRoot)
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.PROBLEM_KIND_INTERNAL,
                        say("cgroups"),
                        say("This machine has no cgroup 2 hierarchy."),
                        say("Mount one, or boot with systemd.unified_cgroup_hierarchy=1.")));
    }
}
