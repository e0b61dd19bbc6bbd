package org.deskferry.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.SetOpenPortsRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deskferry ports POD}. */
@Command(
        name = "ports",
        description = {
            "Shows which ports of a pod the LAN may begin to talk to, or sets them.",
            "Whatever the pod asks for gets an answer without that."
        },
        mixinStandardHelpOptions = true)
final class PortsCommand extends PodCommand {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            index = "1..*",
            paramLabel = "PORT",
            converter = PortsText.class,
            description = "These are open from now on, and no others: 22/tcp, 5000-5010/udp, 443 (TCP).")
    private List<OpenPorts> open = new ArrayList<>();

    @Option(names = "--none", description = "Closes all.")
    private boolean none;

    PortsCommand(Session session) {
        super(session);
    }

    @Override
    void act(Workstations workstations, FoundPod found) throws CommandFailure {
        if (none && !open.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--none goes without ports");
        }
        var pod = none || !open.isEmpty()
                ? workstations.call(found.member(), LIMIT, stub -> stub.setOpenPorts(request(found)))
                : workstations.call(found.member(), LIMIT, stub -> stub.describePod(found.request()));
        if (session.json()) {
            session.printJson(Json.of(pod));
        } else {
            session.out()
                    .println("Open ports of " + found.name() + " on "
                            + found.member().name() + ": "
                            + PortsText.of(pod.getManifest().getOpenPortsList()) + ".");
        }
    }

    private SetOpenPortsRequest request(FoundPod found) {
        return SetOpenPortsRequest.newBuilder()
                .setPod(found.id())
                .addAllOpenPorts(open)
                .build();
    }
}
