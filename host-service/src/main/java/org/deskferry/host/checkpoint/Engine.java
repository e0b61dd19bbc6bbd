package org.deskferry.host.checkpoint;

import static org.deskferry.proto.problem.Phrases.say;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * The CRIU of this machine, examined once.
 *
 * @param criu the program; of no use where {@code problems} is not empty
 * @param version its version, or an empty text where it tells none
 * @param hook the helper that CRIU calls between its steps
 * @param problems why it cannot be used, in words; empty if it can
 */
public record Engine(Path criu, String version, Path hook, List<Problem> problems) {
    private static final Path PRIVATE_PREFIX = Path.of("/usr/lib/deskferry/engine/bin/criu");
    private static final Phrase INSTALL = say("Install the package deskferry-engine, or set engine.criu in host.conf.");

    /**
     * Finds and checks the engine.
     *
     * @param configured the path of a CRIU, or "auto": the first that suits of the one on the PATH and the private one
     */
    public static Engine find(String configured, Path hook, String kernelRelease) {
        var candidates = configured.equals("auto") ? installed() : List.of(Path.of(configured));
        var engines = candidates.stream()
                .map(criu -> examine(criu, hook, kernelRelease))
                .toList();
        return engines.stream()
                .filter(engine -> engine.problems().isEmpty())
                .findFirst()
                .or(() -> engines.stream().reduce((first, second) -> second))
                .orElseGet(() -> new Engine(PRIVATE_PREFIX, "", hook, List.of(missing(say("No CRIU is installed.")))));
    }

    /** A helper that is installed beside {@code hook}. */
    Path helper(String name) {
        return hook.resolveSibling(name);
    }

    /** Throws what keeps the engine from being used, if anything does. */
    public void require() {
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }

    private static List<Path> installed() {
        var onPath = Stream.of("/usr/sbin/criu", "/usr/local/sbin/criu", "/usr/bin/criu")
                .map(Path::of);
        return Stream.concat(onPath, Stream.of(PRIVATE_PREFIX))
                .filter(Files::isExecutable)
                .toList();
    }

    private static Engine examine(Path criu, Path hook, String kernelRelease) {
        var problems = new ArrayList<Problem>();
        var version = Optional.<EngineVersion>empty();
        try {
            version = EngineVersion.in(Command.run(List.of(criu.toString(), "--version")));
            version.flatMap(found -> tooOld(criu, found, kernelRelease)).ifPresent(problems::add);
            var check = Command.attempt(List.of(criu.toString(), "check"));
            if (!check.succeeded()) {
                problems.add(missing(say("'{0} check' fails: {1}.", criu, lastLine(check.output()))));
            }
        } catch (CommandException e) {
            problems.add(missing(say("CRIU cannot be run: {0}.", e.getMessage())));
        }
        if (!Files.isExecutable(hook)) {
            problems.add(missing(say("The helper {0} is missing.", hook)));
        }
        return new Engine(criu, version.map(EngineVersion::toString).orElse(""), hook, List.copyOf(problems));
    }

    private static Optional<Problem> tooOld(Path criu, EngineVersion found, String kernelRelease) {
        return EngineVersion.in(kernelRelease)
                .map(EngineVersion::neededOn)
                .filter(needed -> found.compareTo(needed) < 0)
                .map(needed -> Phrases.problem(
                        ProblemKind.PROBLEM_KIND_ENGINE_TOO_OLD,
                        say("checkpoint engine {0}", criu),
                        say("It is CRIU {0}, but Linux {1} needs {2} or newer.", found, kernelRelease, needed),
                        INSTALL));
    }

    private static Problem missing(Phrase reason) {
        return Phrases.problem(ProblemKind.PROBLEM_KIND_ENGINE_MISSING, say("checkpoint engine"), reason, INSTALL);
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
