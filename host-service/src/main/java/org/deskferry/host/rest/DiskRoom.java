package org.deskferry.host.rest;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.move.Machine;
import org.deskferry.host.move.Sizes;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;

/** Whether the disk has room for what a pod has in memory. */
final class DiskRoom {
    /** What the machine keeps for itself. */
    private static final long RESERVE = 64L << 20;

    private static final long NOTHING = 1L << 20;
    private static final long KIBI = 1024;
    /** Memory that no file of the pod backs: proc(5), status. Shared memory is counted once for each process that has it. */
    private static final Pattern MEMORY = Pattern.compile("(?m)^(?:RssAnon|RssShmem|VmSwap):\\s+(\\d+) kB$");

    private DiskRoom() {}

    /** At most what a checkpoint of the pod takes, in bytes, as far as can be told while it runs. */
    static long needed(HostedPod pod) {
        var memory = pod.cgroup().pids().stream()
                .flatMap(pid -> Proc.read(pid + "/status").stream())
                .flatMap(status -> MEMORY.matcher(status).results())
                .mapToLong(match -> Long.parseLong(match.group(1)) * KIBI)
                .sum();
        return memory + memory / 8 + RESERVE;
    }

    /**
     * Refuses before anything is frozen.
     *
     * @throws ProblemException (DISK_FULL) if there is not enough
     */
    static void require(Machine machine, HostedPod pod) {
        require(machine, free(pod), needed(pod), say("pod {0}", pod.name()));
    }

    /** As above, of {@code needed} bytes for {@code thing} where {@code free} are free. */
    static void require(Machine machine, long free, long needed, Phrase thing) {
        if (free < needed) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_DISK_FULL,
                    say("workstation {0}", machine.name()),
                    say(
                            "Writing {0} to its disk may need {1} in {2}, and {3} are free.",
                            thing, Sizes.text(needed), machine.state(), Sizes.text(free)),
                    say("Make room there, then try again."));
        }
    }

    /** Whether {@code failure} came of a disk that has filled up. */
    static boolean isExhausted(HostedPod pod, ProblemException failure) {
        return String.valueOf(failure.getMessage()).contains("No space left") || free(pod) < NOTHING;
    }

    static ProblemException ranOut(Machine machine, HostedPod pod, ProblemException cause) {
        return ProblemException.causedBy(
                cause,
                ProblemKind.PROBLEM_KIND_DISK_FULL,
                say("workstation {0}", machine.name()),
                say("Its disk became full while pod {0} was written to it. The pod runs on.", pod.name()),
                say("Make room in {0}, then try again.", machine.state()));
    }

    private static long free(HostedPod pod) {
        var checkpoint = pod.folder().checkpoint();
        try {
            return Files.getFileStore(
                            Files.exists(checkpoint) ? checkpoint : pod.folder().path())
                    .getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
