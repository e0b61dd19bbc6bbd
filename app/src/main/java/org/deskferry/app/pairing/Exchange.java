package org.deskferry.app.pairing;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.ByteString;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;
import org.deskferry.pairing.KeyAgreement;
import org.deskferry.pairing.NotAgreedException;
import org.deskferry.pairing.PairingCode;
import org.deskferry.pairing.SharedKeys.Purpose;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.OperatorProof;
import org.deskferry.proto.v1.PairRequest;
import org.deskferry.proto.v1.PairResponse;
import org.deskferry.proto.v1.PairingAdmission;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** One try at a code. */
final class Exchange {
    private final BlockingClientCall<PairRequest, PairResponse> call;
    private final KeyAgreement agreement;
    private final Member place;

    Exchange(BlockingClientCall<PairRequest, PairResponse> call, PairingCode code, PublicKey key, Member place) {
        this.call = call;
        this.agreement = KeyAgreement.ofOperator(code, key);
        this.place = place;
    }

    /** Nothing is signed before the workstation has proved that it knows the code, and with it the key that the request is for. */
    void run(byte[] request, X509Certificate fleet, Newcomer.Signer signer)
            throws FleetException, StatusException, InterruptedException {
        try {
            var first =
                    ask(PairRequest.newBuilder().setFirst(agreement.first())).getFirst();
            var second = ask(PairRequest.newBuilder().setSecond(agreement.second(first)))
                    .getSecond();
            var keys = agreement.keys(second);
            var fleetBytes = fleet.getEncoded();
            var answer = ask(PairRequest.newBuilder()
                    .setProof(OperatorProof.newBuilder()
                            .setFleet(ByteString.copyFrom(fleetBytes))
                            .setProof(keys.proof(Purpose.OPERATOR, fleetBytes))));
            if (!keys.isProved(
                    Purpose.WORKSTATION, fleetBytes, answer.getProof().getProof())) {
                throw somebodyBetween(Optional.empty());
            }
            var certificate = signer.sign(request).getEncoded();
            var done = ask(PairRequest.newBuilder()
                    .setAdmission(PairingAdmission.newBuilder()
                            .setCertificate(ByteString.copyFrom(certificate))
                            .setProof(keys.proof(Purpose.ADMISSION, certificate))));
            if (!done.hasDone()) {
                throw somebodyBetween(Optional.empty());
            }
        } catch (NotAgreedException e) {
            throw somebodyBetween(Optional.of(e));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        } finally {
            call.cancel("the exchange is over", null);
        }
    }

    private PairResponse ask(PairRequest.Builder request) throws FleetException, StatusException, InterruptedException {
        // Of no effect where the workstation has ended the call: reading tells why.
        var _ = call.write(request.build());
        var answer = call.read();
        if (answer == null) {
            throw somebodyBetween(Optional.empty());
        }
        return answer;
    }

    private FleetException somebodyBetween(Optional<Exception> cause) {
        return new FleetException(
                cause.orElse(null),
                problem(
                        place,
                        ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                        say(
                                "What answers there does not know the code: it is another machine, or somebody stands between."),
                        say(
                                "Check the address and compare the fingerprint with the one that 'deskferry-host pair' shows; nothing "
                                        + "was signed.")));
    }

    static Problem problem(Member place, ProblemKind kind, Phrase reason, Phrase remedy) {
        return Phrases.problem(kind, say("workstation at {0}", place.address()), reason, remedy);
    }
}
