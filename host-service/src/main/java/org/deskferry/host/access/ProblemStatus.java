package org.deskferry.host.access;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Problems;

/** Problems on their way through a gRPC call: a status, and the problems themselves in a trailer. */
final class ProblemStatus {
    private static final Metadata.Key<Problems> TRAILER =
            Metadata.Key.of("deskferry-problems-bin", ProtoUtils.metadataMarshaller(Problems.getDefaultInstance()));
    /** So that they fit what clients accept of trailers; each side of Deskferry accepts {@link Wire#LARGEST_METADATA}. */
    private static final int LARGEST = 32 << 10;

    private ProblemStatus() {}

    static Status status(ProblemException exception) {
        var first = exception.problems().isEmpty()
                ? ProblemKind.PROBLEM_KIND_INTERNAL
                : exception.problems().getFirst().getKind();
        return code(first)
                .toStatus()
                .withDescription(exception.problems().stream()
                        .limit(1)
                        .map(problem -> problem.getThing() + ": " + problem.getReason())
                        .collect(Collectors.joining()));
    }

    static Metadata trailers(ProblemException exception) {
        var problems = Problems.newBuilder();
        var size = 0;
        for (Problem problem : exception.problems()) {
            size += problem.getSerializedSize() + 8;
            if (size > LARGEST) {
                break;
            }
            problems.addProblems(problem);
        }
        var trailers = new Metadata();
        trailers.put(TRAILER, problems.build());
        return trailers;
    }

    /** What the other side sent of problems; empty if it sent none that can be read. */
    static List<Problem> read(Throwable failure) {
        try {
            return Optional.ofNullable(Status.trailersFromThrowable(failure))
                    .map(trailers -> trailers.get(TRAILER))
                    .map(Problems::getProblemsList)
                    .orElse(List.of());
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Status.Code code(ProblemKind kind) {
        return switch (kind) {
            case PROBLEM_KIND_BAD_REQUEST -> Status.Code.INVALID_ARGUMENT;
            case PROBLEM_KIND_UNKNOWN_POD, PROBLEM_KIND_UNKNOWN_IMAGE, PROBLEM_KIND_UNKNOWN_SNAPSHOT ->
                Status.Code.NOT_FOUND;
            case PROBLEM_KIND_NOT_ALLOWED -> Status.Code.PERMISSION_DENIED;
            case PROBLEM_KIND_UNREACHABLE -> Status.Code.UNAVAILABLE;
            case PROBLEM_KIND_UNSPECIFIED,
                    PROBLEM_KIND_INTERNAL,
                    PROBLEM_KIND_ENGINE_FAILED,
                    PROBLEM_KIND_RESTORE_FAILED,
                    PROBLEM_KIND_CORRUPT_STREAM,
                    UNRECOGNIZED -> Status.Code.INTERNAL;
            default -> Status.Code.FAILED_PRECONDITION;
        };
    }
}
