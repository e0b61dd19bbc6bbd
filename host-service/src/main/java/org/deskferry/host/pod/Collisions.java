package org.deskferry.host.pod;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** What a further pod must not share with those that are here. */
public final class Collisions {
    private final List<HostedPod> present;

    Collisions(List<HostedPod> present) {
        this.present = present;
    }

    /** Every collision with {@code wanted}, none if it may come. */
    public List<Problem> of(PodManifest wanted) {
        var problems = new ArrayList<Problem>();
        for (var pod : present) {
            compare(wanted, pod.manifest(), problems);
        }
        return problems;
    }

    private static void compare(PodManifest wanted, PodManifest there, List<Problem> problems) {
        if (wanted.getId().equals(there.getId())) {
            problems.add(Phrases.problem(
                    ProblemKind.PROBLEM_KIND_POD_BUSY,
                    say("pod {0}", wanted.getName()),
                    say("This workstation already has the pod, or a part of it."),
                    say("Wait until its earlier move has ended, then try again.")));
            return;
        }
        if (wanted.getName().equals(there.getName())) {
            problems.add(Phrases.problem(
                    ProblemKind.PROBLEM_KIND_NAME_IN_USE,
                    say("pod name {0}", wanted.getName()),
                    say("Another pod of this workstation has this name."),
                    say("Choose another name, or remove the other pod.")));
        }
        if (overlap(wanted.getIds(), there.getIds())) {
            problems.add(Phrases.problem(
                    ProblemKind.PROBLEM_KIND_IDS_IN_USE,
                    say("id range {0}-{1}", wanted.getIds().getFirst(), last(wanted.getIds())),
                    say("Pod {0} of this workstation uses these user ids.", there.getName()),
                    say("Move to another workstation, or move pod {0} away first.", there.getName())));
        }
        if (shareAddress(wanted.getAddress(), there.getAddress())) {
            problems.add(Phrases.problem(
                    ProblemKind.PROBLEM_KIND_ADDRESS_IN_USE,
                    say("address {0}", wanted.getAddress().getIpv4()),
                    say("Pod {0} of this workstation uses this address.", there.getName()),
                    say("Move pod {0} away or remove it first.", there.getName())));
        }
    }

    private static boolean overlap(IdRange one, IdRange other) {
        return one.getFirst() <= last(other) && other.getFirst() <= last(one);
    }

    private static long last(IdRange range) {
        return (long) range.getFirst() + range.getCount() - 1;
    }

    private static boolean shareAddress(PodAddress one, PodAddress other) {
        return one.getMac().equals(other.getMac())
                || all(one).anyMatch(all(other).toList()::contains);
    }

    private static Stream<String> all(PodAddress address) {
        var away = address.getCareOf();
        return Stream.of(address.getIpv4(), address.getIpv6(), away.getIpv4(), away.getIpv6())
                .filter(own -> !own.isEmpty());
    }
}
