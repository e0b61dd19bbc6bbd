package org.deskferry.host.pod;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deskferry.host.linux.Proc;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** The control groups of this workstation's pods, all below one directory of the cgroup 2 hierarchy. */
public final class Cgroups {
    private static final List<String> CONTROLLERS = List.of("memory", "pids");

    private final Path root;

    /** Groups below {@code root}, a directory of the cgroup 2 hierarchy that belongs to the host service alone. */
    public Cgroups(Path root) {
        this.root = root;
    }

    /** The directory {@code deskferry} of the machine's cgroup 2 hierarchy; empty if none is mounted. */
    public static Optional<Path> defaultRoot() {
        return Proc.read("self/mounts").stream()
                .flatMap(String::lines)
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields[2].equals("cgroup2"))
                .map(fields -> Path.of(fields[1], "deskferry"))
                .findFirst();
    }

    /** Makes the root and hands the controllers that there are down to the pods. */
    public void prepare() {
        try {
            Files.createDirectories(root);
            for (var controller : available()) {
                Files.writeString(root.resolve("cgroup.subtree_control"), "+" + controller);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the machine cannot limit, in words. */
    public List<Problem> problems() {
        var missing =
                CONTROLLERS.stream().filter(name -> !available().contains(name)).toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        return List.of(Phrases.problem(
                ProblemKind.PROBLEM_KIND_LIMITS_MISSING,
                say("cgroups"),
                say(
                        "This machine has no cgroup 2 controller for {0}, so pods run without that limit.",
                        String.join(" and ", missing)),
                say("Boot with systemd.unified_cgroup_hierarchy=1 to have limits.")));
    }

    public Cgroup of(String podId) {
        return new Cgroup(root.resolve("pod-" + PodNames.checkId(podId)));
    }

    private Set<String> available() {
        try (Stream<String> names =
                Stream.of(Files.readString(root.resolve("cgroup.controllers")).split("\\s+", -1))) {
            return Set.copyOf(names.filter(CONTROLLERS::contains).toList());
        } catch (IOException e) {
            return Set.of();
        }
    }
}
