package org.deskferry.host.api;

import static org.deskferry.proto.problem.Phrases.say;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.Semaphore;
import org.deskferry.host.machine.Version;
import org.deskferry.host.pairing.Invitations;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.IntroduceRequest;
import org.deskferry.proto.v1.Introduction;
import org.deskferry.proto.v1.PairRequest;
import org.deskferry.proto.v1.PairResponse;
import org.deskferry.proto.v1.PairingGrpc;
import org.deskferry.proto.v1.ProblemKind;

/** What a workstation without a fleet answers strangers. */
public final class PairingService extends PairingGrpc.PairingImplBase {
    /** They cost computing time. */
    private static final int AT_ONCE = 4;

    private final Invitations invitations;
    private final Semaphore room = new Semaphore(AT_ONCE);

    public PairingService(Invitations invitations) {
        this.invitations = invitations;
    }

    @Override
    public void introduce(IntroduceRequest request, StreamObserver<Introduction> answers) {
        var applicant = invitations.applicant();
        answers.onNext(Introduction.newBuilder()
                .setName(applicant.name())
                .setRequest(applicant.request())
                .setShowsCode(invitations.isAnyOpen())
                .setVersion(Version.current())
                .build());
        answers.onCompleted();
    }

    @Override
    public StreamObserver<PairRequest> pair(StreamObserver<PairResponse> answers) {
        if (!room.tryAcquire()) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_NOT_ALLOWED,
                    say("pairing"),
                    say("Others are at it at this moment, too many."),
                    say("Try again in half a minute; if it stays so, use a network that you trust."));
        }
        return PairingStream.begin(invitations, answers, room::release);
    }
}
