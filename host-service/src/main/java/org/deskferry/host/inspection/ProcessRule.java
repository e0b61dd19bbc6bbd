package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes that are tied to something CRIU does not take along, or that it cannot stop. */
final class ProcessRule implements Rule {
    /**
     * What people call the namespaces that /proc knows by these names. Those "for children" are entered by a next child. Only
     * mount namespaces may be several.
     */
    private static final Map<String, String> NAMESPACES = Map.of(
            "user", "user",
            "pid", "pid",
            "pid_for_children", "pid",
            "net", "network",
            "ipc", "IPC",
            "uts", "host name",
            "time", "time",
            "time_for_children", "time",
            "cgroup", "control group");

    private static final List<String> LINKS =
            NAMESPACES.keySet().stream().sorted().toList();

    @Override
    public void apply(Scene scene, Findings findings) {
        for (var program : scene.programs()) {
            if (program.isTraced()) {
                findings.add(
                        program,
                        say("A debugger is attached to it, and a debugged program cannot be moved."),
                        say("Let the debugger detach from it, then move the pod."));
            }
            nestedNamespace(scene, program)
                    .ifPresent(kind -> findings.add(
                            program,
                            say("It has made a {0} namespace of its own (a sandbox), which cannot be moved.", kind)));
            if (program.isUninterruptible()) {
                findings.addPassing(
                        program, say("It waits for a device, a file system or a child that it has just made."));
            }
            lookOutside(scene, program, findings);
        }
    }

    private static Optional<String> nestedNamespace(Scene scene, Program program) {
        return LINKS.stream()
                .filter(link -> differ(program.namespace(link), scene.init().namespace(link)) || isEmpty(program, link))
                .map(NAMESPACES::get)
                .findFirst();
    }

    /** A pid namespace that has no process yet cannot be named; a program that has ended has no namespaces at all. */
    private static boolean isEmpty(Program program, String link) {
        return link.equals("pid_for_children")
                && program.namespace(link).isEmpty()
                && program.namespace("pid").isPresent();
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private static void lookOutside(Scene scene, Program program, Findings findings) {
        var isFirst = program.pid() == scene.init().pid();
        if (!isFirst
                && scene.program(program.parent()).isEmpty()
                && program.parent() != scene.init().pid()) {
            findings.addPassing(
                    program, say("It was started from outside the pod and still belongs to what started it."));
        } else if (program.innermost("NSsid") == 0) {
            findings.add(program, say("It was started from outside the pod and is still in a session there."));
        }
    }
}
