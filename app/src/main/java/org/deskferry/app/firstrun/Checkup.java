package org.deskferry.app.firstrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.app.identity.ThisMachine;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WorkstationFacts;

/**
 * Looks at this machine from outside of its host service, with no more rights than the user has; where the service answers, its own word counts.
 *
 * @param fleet the folder of the operator's files
 */
public record Checkup(ThisMachine machine, Path fleet) {
    /** What was found, in the order of {@link Check}. Reads files. {@code facts}: what the service here says. */
    public List<Finding> look(Optional<WorkstationFacts> facts) {
        var name = machine.workstation().orElseGet(machine::hostName);
        return Stream.concat(
                        Stream.of(papers()),
                        machine.workstation().isEmpty() && facts.isEmpty()
                                ? Stream.of(
                                        new Finding(Check.SERVICE, Finding.State.OPTIONAL, "not-installed", List.of()))
                                : Stream.of(
                                        service(facts),
                                        kernel(),
                                        member(name),
                                        certificate(name, facts),
                                        engine(facts),
                                        image(facts)))
                .toList();
    }

    private Finding papers() {
        return Files.exists(fleet.resolve("fleet.pem"))
                ? Finding.fine(Check.FLEET, fleet.toString())
                : Finding.lacking(Check.FLEET, "none", fleet.toString());
    }

    private Finding service(Optional<WorkstationFacts> facts) {
        return facts.isPresent() || isActive()
                ? Finding.fine(Check.SERVICE)
                : Finding.lacking(Check.SERVICE, "stopped");
    }

    private Finding kernel() {
        if (text("proc/sys/user/max_user_namespaces").equals("0")) {
            return Finding.lacking(Check.KERNEL, "namespaces");
        } else if (!text("sys/fs/cgroup/cgroup.controllers").contains("memory")) {
            return Finding.lacking(Check.KERNEL, "cgroups");
        }
        var release = text("proc/sys/kernel/osrelease");
        // Where it is a module, the kernel loads it when it is needed.
        return text("proc/filesystems").contains("overlay")
                        || Files.exists(in("lib/modules/" + release + "/kernel/fs/overlayfs"))
                ? Finding.fine(Check.KERNEL, release)
                : Finding.lacking(Check.KERNEL, "overlay");
    }

    private Finding member(String name) {
        try {
            if (!Files.exists(fleet.resolve("fleet.pem"))) {
                return Finding.later(Check.MEMBER);
            }
            return Fleet.members(fleet).stream().map(Member::name).anyMatch(name::equals)
                    ? Finding.fine(Check.MEMBER, name)
                    : Finding.lacking(Check.MEMBER, "none", machine.hostName());
        } catch (FleetException e) {
            return Finding.later(Check.MEMBER);
        }
    }

    private Finding certificate(String name, Optional<WorkstationFacts> facts) {
        if (facts.isPresent() || Files.exists(in("etc/deskferry/identity/certificate.pem"))) {
            return Finding.fine(Check.CERTIFICATE);
        }
        var signed = fleet.resolve("members").resolve(name);
        return Files.exists(signed.resolve("certificate.pem"))
                ? Finding.lacking(Check.CERTIFICATE, "none", signed.toString())
                : Finding.later(Check.CERTIFICATE);
    }

    private static Finding engine(Optional<WorkstationFacts> facts) {
        if (facts.isEmpty()) {
            return Finding.later(Check.ENGINE);
        }
        var told = facts.get();
        var wrong = told.getProblemsList().stream()
                .filter(problem -> problem.getKind() == ProblemKind.PROBLEM_KIND_ENGINE_MISSING
                        || problem.getKind() == ProblemKind.PROBLEM_KIND_ENGINE_TOO_OLD)
                .findFirst();
        if (wrong.isPresent() || told.getEngine().isEmpty()) {
            return Finding.lacking(
                    Check.ENGINE, "none", wrong.map(PhraseBook::reason).orElse(""), told.getVersion());
        }
        return Finding.fine(Check.ENGINE, told.getEngine());
    }

    private static Finding image(Optional<WorkstationFacts> facts) {
        return facts.map(told ->
                        told.getImagesCount() > 0 ? Finding.fine(Check.IMAGE) : Finding.lacking(Check.IMAGE, "none"))
                .orElseGet(() -> Finding.later(Check.IMAGE));
    }

    private boolean isActive() {
        // Of systemd's units, each that is running has a control group.
        return Files.exists(in("sys/fs/cgroup/system.slice/deskferry-host.service"));
    }

    private String text(String file) {
        try {
            return Files.readString(in(file)).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }

    private Path in(String file) {
        return machine.root().resolve(file);
    }
}
