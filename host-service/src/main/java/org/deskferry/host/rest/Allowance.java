package org.deskferry.host.rest;

import static org.deskferry.proto.problem.Phrases.say;

import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Tree;
import org.deskferry.proto.v1.TreePart;

/** What a pod may have of files: as much as it was described with, for the room on the disk was compared with that. */
final class Allowance {
    /** What a small file takes of a disk at least. */
    private static final long BLOCK = 4096;

    private final long allBytes;
    private long entries;
    private long bytes;

    private Allowance(long entries, long bytes, long allBytes) {
        this.entries = entries;
        this.bytes = bytes;
        this.allBytes = allBytes;
    }

    /**
     * As the pod is described.
     *
     * @throws ProblemException (CORRUPT_STREAM) if no pod can be so large
     */
    static Allowance of(PodDescription description) {
        var entries = description.getFileEntries();
        var bytes = description.getFileBytes();
        var checkpoint = description.getResting().getSuspension().getCheckpointBytes();
        try {
            if (entries < 0 || bytes < 0 || checkpoint < 0) {
                throw tooLarge();
            }
            var files = Math.addExact(Math.multiplyExact(entries, BLOCK), bytes);
            return new Allowance(entries, bytes, Math.addExact(files, checkpoint));
        } catch (ArithmeticException e) {
            throw tooLarge();
        }
    }

    /** What all of the pod may take of the disk, in bytes. */
    long allBytes() {
        return allBytes;
    }

    /**
     * Counts what has come.
     *
     * @throws ProblemException (CORRUPT_STREAM) if it is more than was described
     */
    void take(Tree files) {
        for (var part : files.getPartsList()) {
            if (part.getPartCase() == TreePart.PartCase.ENTRY) {
                entries--;
            } else if (part.getPartCase() == TreePart.PartCase.DATA) {
                bytes -= part.getData().getBytes().size();
            }
        }
        if (entries < 0 || bytes < 0) {
            throw tooLarge();
        }
    }

    private static ProblemException tooLarge() {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                say("the pod's files"),
                say("There are more of them than it says that there are."),
                say("Export the pod anew; do not use this file."));
    }
}
