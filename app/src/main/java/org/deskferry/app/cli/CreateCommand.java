package org.deskferry.app.cli;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.CreatePodRequest;
import org.deskferry.proto.v1.Geometry;
import org.deskferry.proto.v1.OpenPorts;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WorkstationFacts;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code deskferry create}. */
@Command(name = "create", description = "Makes a pod and starts its desktop.", mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Session session;

    @Option(
            names = "--on",
            paramLabel = "WORKSTATION",
            description = "Where. Default: the one with an image that has most memory free.")
    private Optional<String> workstation = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it. Default: a free name.")
    private String name = "";

    @Option(names = "--owner", paramLabel = "NAME", description = "Whose it is. Default: yours, by your certificate.")
    private String owner = "";

    @Option(
            names = "--size",
            paramLabel = "WIDTHxHEIGHT",
            converter = SizeConverter.class,
            description = "Its display, in pixels. Default: 1280x800.")
    private Geometry size = Geometry.getDefaultInstance();

    @Option(names = "--image", paramLabel = "DIGEST", description = "What it starts from. Default: the newest there.")
    private String image = "";

    @Option(
            names = "--open",
            paramLabel = "PORT",
            split = ",",
            converter = PortsText.class,
            description = "A port that the LAN may begin to talk to: 22/tcp, 5000-5010/udp, 443 (TCP). Default: none.")
    private List<OpenPorts> open = List.of();

    CreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws FleetException, CommandFailure {
        try (var workstations = session.workstations()) {
            var member = workstation.isPresent() ? workstations.member(workstation.get()) : roomiest(workstations);
            var pod = workstations.call(member, LIMIT, stub -> stub.createPod(request()));
            if (session.json()) {
                session.printJson(Json.of(pod));
            } else {
                print(pod, member);
            }
            return ExitCode.OK;
        }
    }

    private CreatePodRequest request() {
        var request = CreatePodRequest.newBuilder()
                .setName(name)
                .setOwner(owner)
                .setImage(image)
                .addAllOpenPorts(open);
        if (size.getWidth() > 0) {
            request.setGeometry(size);
        }
        return request.build();
    }

    private void print(Pod pod, Member member) {
        var address = pod.getManifest().getAddress().getIpv4().replaceFirst("/.*", "");
        session.out()
                .println("Made " + Text.plain(pod.getManifest().getName()) + " on " + member.name() + ", address "
                        + Text.plain(address) + ".");
    }

    private static Member roomiest(Workstations workstations) throws CommandFailure {
        var sightings = workstations.look();
        return sightings.stream()
                .filter(sighting -> sighting.snapshot()
                        .map(snapshot -> canHavePods(snapshot.getWorkstation()))
                        .orElse(false))
                .max(Comparator.comparing(sighting -> sighting.snapshot()
                        .map(snapshot -> snapshot.getWorkstation().getMemoryAvailableBytes())
                        .orElse(0L)))
                .map(Sighting::member)
                .orElseThrow(() -> CommandFailure.of(
                        sightings.stream().allMatch(Sighting::isAway)
                                ? ProblemKind.PROBLEM_KIND_UNREACHABLE
                                : ProblemKind.PROBLEM_KIND_UNKNOWN_IMAGE,
                        "new pod",
                        "No workstation of the fleet answers and has a checkpoint engine and an image.",
                        "Run 'deskferry ls', and 'deskferry-host image add' on a workstation that has none."));
    }

    private static boolean canHavePods(WorkstationFacts facts) {
        return !facts.getEngine().isEmpty() && facts.getImagesCount() > 0;
    }

    static final class SizeConverter implements ITypeConverter<Geometry> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

        @Override
        public Geometry convert(String text) {
            var match = FORM.matcher(text);
            if (!match.matches()) {
                throw new TypeConversionException("'" + text + "' is not WIDTHxHEIGHT, such as 1280x800");
            }
            return Geometry.newBuilder()
                    .setWidth(Integer.parseInt(match.group(1)))
                    .setHeight(Integer.parseInt(match.group(2)))
                    .build();
        }
    }
}
