package org.deskferry.host.inspection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * Looks through a pod for what CRIU cannot write down, before anything is frozen. Nothing in the pod notices. What it finds is
 * named by program, window, pid and resource. A cause that passes by itself has the kind NOT_DUMPABLE_NOW.
 */
public final class Inspection {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final List<Rule> RULES = List.of(
            new MountRule(),
            new ProcessRule(),
            new OpenFileRule(),
            new EpollRule(),
            new MappingRule(),
            new InetRule(),
            new UnixRule(),
            new NetlinkRule());

    private Inspection() {}

    /**
     * Everything in the way at this moment.
     *
     * @param initPid the pod's first process
     * @param pids all its processes
     * @param titles titles of the session's windows by pid, as the pod numbers it; asked for when there is something to name
     */
    public static List<Problem> of(long initPid, List<Long> pids, Supplier<Map<Integer, String>> titles) {
        try (var scene = Scene.of(initPid, pids)) {
            var findings = new Findings(scene, titles);
            for (var rule : RULES) {
                rule.apply(scene, findings);
            }
            return findings.problems();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks again and again, for two seconds at most, while all there is in the way are causes that pass. What came and went
     * meanwhile is not in the result: it need not be there in the freeze.
     */
    public static List<Problem> patiently(Supplier<List<Problem>> look) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var found = look.get();
        while (!found.isEmpty() && found.stream().allMatch(Inspection::passes) && System.nanoTime() < end) {
            Thread.sleep(PAUSE);
            var fresh = look.get();
            var still = found.stream().filter(fresh::contains).toList();
            found = fresh.stream().allMatch(Inspection::passes) ? still : fresh;
        }
        return found;
    }

    /** Whether it is likely to be gone in a moment. */
    public static boolean passes(Problem problem) {
        return problem.getKind() == ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW;
    }
}
