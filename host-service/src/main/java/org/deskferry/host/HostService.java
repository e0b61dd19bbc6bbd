package org.deskferry.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.deskferry.host.access.Gate;
import org.deskferry.host.checkpoint.Engine;
import org.deskferry.host.config.HostConfig;
import org.deskferry.host.machine.Sensors;
import org.deskferry.host.machine.Version;
import org.deskferry.proto.v1.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the rooms together. */
final class HostService {
    private static final Logger LOG = LoggerFactory.getLogger(HostService.class);
    private static final String HOOK = "hook";

    private HostService() {}

    /** Serves until the process is asked to end. Pods live on. */
    static void run(HostConfig config) throws InterruptedException {
        LOG.atInfo()
                .addKeyValue("name", config.name())
                .addKeyValue("version", Version.current())
                .addKeyValue("kernel", Sensors.kernel())
                .log("Starting");
        makeFolders(config);
        var identity = Admission.await(config);
        var engine = Engine.find(config.engineCriu(), config.helpersDir().resolve(HOOK), Sensors.kernel());
        engine.problems().forEach(HostService::warn);
        identity.problems(Instant.now()).forEach(HostService::warn);
        var rooms = HostRooms.of(config, identity, engine);
        rooms.recover();
        try (var gate = new Gate(identity, config.listen(), rooms.services())) {
            gate.open();
            rooms.settle();
            Admission.startIfWanted(Admission.presence(config, identity, gate.port()), config);
            Preloading.start();
            awaitEnd(gate);
        }
    }

    private static void awaitEnd(Gate gate) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(() -> {
            LOG.info("Ending; pods live on");
            gate.close();
        }));
        new CountDownLatch(1).await();
    }

    private static void makeFolders(HostConfig config) {
        try {
            Files.createDirectories(config.stateDir());
            Files.createDirectories(config.runDir());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void warn(Problem problem) {
        LOG.atWarn()
                .addKeyValue("thing", problem.getThing())
                .addKeyValue("remedy", problem.getRemedy())
                .log(problem.getReason());
    }
}
