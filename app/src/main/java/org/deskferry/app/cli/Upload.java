package org.deskferry.app.cli;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.util.Optional;
import org.deskferry.app.archive.ArchiveException;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.ImportPodRequest;
import org.deskferry.proto.v1.ImportStep;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.PodPart;

/** A pod's parts on their way to a workstation, as fast as that takes them. */
record Upload(ImportPodRequest request) {
    /** Where the parts come from; empty after the last. */
    @FunctionalInterface
    interface Parts {
        Optional<PodPart> next() throws IOException, ArchiveException, CommandFailure;
    }

    /** Sends them all and returns the pod as it is then. */
    Pod run(Workstations workstations, Member member, PodDescription description, Parts parts)
            throws IOException, ArchiveException, CommandFailure {
        try {
            return workstations.callRest(member, stub -> {
                var call = stub.importPod();
                try {
                    send(call, description, parts);
                } catch (IOException | ArchiveException | CommandFailure e) {
                    call.cancel("the pod cannot be read to its end", e);
                    throw new Interrupted(e);
                }
                call.halfClose();
                return Optional.ofNullable(call.read())
                        .orElseThrow(Status.INTERNAL::asException)
                        .getPod();
            });
        } catch (Interrupted e) {
            throw e.failure();
        }
    }

    private void send(BlockingClientCall<ImportStep, ?> call, PodDescription description, Parts parts)
            throws IOException, ArchiveException, CommandFailure, StatusException, InterruptedException {
        var open = call.write(ImportStep.newBuilder().setRequest(request).build());
        open = open
                && call.write(
                        step(PodPart.newBuilder().setDescription(description).build()));
        for (var part = parts.next(); open && part.isPresent(); part = parts.next()) {
            open = call.write(step(part.get()));
        }
    }

    private static ImportStep step(PodPart part) {
        return ImportStep.newBuilder().setPart(part).build();
    }

    /** Carries what went wrong at this end through the call. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Exception reason;

        Interrupted(Exception reason) {
            super(reason);
            this.reason = reason;
        }

        RuntimeException failure() throws IOException, ArchiveException, CommandFailure {
            switch (reason) {
                case IOException e -> throw e;
                case ArchiveException e -> throw e;
                case CommandFailure e -> throw e;
                default -> throw new IllegalStateException(reason);
            }
        }
    }
}
