package org.deskferry.host;

import io.grpc.BindableService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.deskferry.host.access.Identity;
import org.deskferry.host.access.PeerChannels;
import org.deskferry.host.api.GrpcPeers;
import org.deskferry.host.api.PeerService;
import org.deskferry.host.api.WorkstationService;
import org.deskferry.host.checkpoint.CheckpointFolder;
import org.deskferry.host.checkpoint.Engine;
import org.deskferry.host.checkpoint.Freezer;
import org.deskferry.host.checkpoint.Waker;
import org.deskferry.host.config.HostConfig;
import org.deskferry.host.display.Displays;
import org.deskferry.host.files.ImageStore;
import org.deskferry.host.lifecycle.Census;
import org.deskferry.host.lifecycle.PodCreator;
import org.deskferry.host.lifecycle.PodRecovery;
import org.deskferry.host.lifecycle.PodRemover;
import org.deskferry.host.machine.Sensors;
import org.deskferry.host.move.Arrivals;
import org.deskferry.host.move.Machine;
import org.deskferry.host.move.MoveRooms;
import org.deskferry.host.move.Moves;
import org.deskferry.host.network.AddressPool;
import org.deskferry.host.network.AddressProbe;
import org.deskferry.host.network.Announcer;
import org.deskferry.host.network.PodLinks;
import org.deskferry.host.pod.Cgroups;
import org.deskferry.host.pod.IdRanges;
import org.deskferry.host.pod.PodStore;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WorkstationFacts;

/** All rooms of a host service, furnished for one machine. */
final class HostRooms {
    private final MoveRooms rooms;
    private final PodRecovery recovery;
    private final Moves moves;
    private final List<BindableService> services;

    private HostRooms(MoveRooms rooms, PodRecovery recovery, Moves moves, List<BindableService> services) {
        this.rooms = rooms;
        this.recovery = recovery;
        this.moves = moves;
        this.services = services;
    }

    static HostRooms of(HostConfig config, Identity identity, Engine engine) {
        var store = new PodStore(config.stateDir().resolve("pods"));
        var cgroups = new Cgroups(cgroupRoot(config));
        cgroups.prepare();
        var pods = new Pods(store, cgroups);
        var links = new PodLinks(config.bridge());
        var probe = new AddressProbe(config.bridge());
        var announcer = new Announcer(config.helpersDir().resolve("announce"));
        var remover = new PodRemover(links);
        var images = images(config);
        var displays = new Displays();
        var checkpoints = config.runDir().resolve("checkpoints");
        var sensors = new Sensors(config.name(), config.stateDir(), engine.version());
        var rooms = new MoveRooms(
                new Machine(sensors, engine),
                pods,
                images,
                new Freezer(engine),
                new Waker(engine, config.restoreTimeout()),
                links,
                announcer,
                probe,
                displays,
                remover,
                new Census(store, cgroups, links, checkpoints),
                checkpoints);
        var moves = new Moves(rooms, new GrpcPeers(new PeerChannels(identity)));
        var creator = new PodCreator(
                pods,
                images,
                new IdRanges(config.firstId(), config.idRanges()),
                new AddressPool(config.pool4(), config.pool6(), config.gateway4(), config.gateway6(), probe),
                links,
                announcer,
                remover,
                config.helpersDir().resolve("podinit"));
        var workstation = new WorkstationService(
                () -> facts(sensors, images, engine, cgroups, identity),
                pods,
                creator,
                remover,
                rooms.census(),
                displays,
                moves);
        return new HostRooms(
                rooms,
                new PodRecovery(store, pods, links, remover),
                moves,
                List.of(workstation, new PeerService(rooms, new Arrivals(pods))));
    }

    static ImageStore images(HostConfig config) {
        return new ImageStore(config.stateDir().resolve("images"));
    }

    /** Finds the pods again that an earlier service left, and removes what it left half-done. */
    void recover() {
        try {
            recovery.run();
            // After the processes of a half-done move, which use them.
            CheckpointFolder.clear(rooms.checkpoints());
            rooms.images().removeLeftovers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes up the moves again whose decision an earlier service wrote. */
    void settle() {
        moves.settleAll();
    }

    List<BindableService> services() {
        return services;
    }

    private static WorkstationFacts facts(
            Sensors sensors, ImageStore images, Engine engine, Cgroups cgroups, Identity identity) {
        var problems = Stream.of(engine.problems(), cgroups.problems(), identity.problems(Instant.now()));
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
                        "cgroups",
                        "This machine has no cgroup 2 hierarchy.",
                        "Mount one, or boot with systemd.unified_cgroup_hierarchy=1."));
    }
}
