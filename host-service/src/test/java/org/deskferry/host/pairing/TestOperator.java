package org.deskferry.host.pairing;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.function.Consumer;
import org.deskferry.host.access.Applicant;
import org.deskferry.host.access.PairingFleet;
import org.deskferry.pairing.KeyAgreement;
import org.deskferry.pairing.PairingCode;
import org.deskferry.pairing.SharedKeys;
import org.deskferry.pairing.SharedKeys.Purpose;
import org.deskferry.proto.v1.OperatorProof;
import org.deskferry.proto.v1.PairRequest;
import org.deskferry.proto.v1.PairingAdmission;

/** The operator's side of an exchange, which may be stopped anywhere. */
final class TestOperator {
    private final PairingFleet fleet;
    private final Applicant applicant;
    private final KeyAgreement agreement;
    private String signedName;
    private Consumer<PairRequest> listener = _ -> {};
    private Optional<SharedKeys> keys = Optional.empty();

    TestOperator(PairingFleet fleet, PairingCode code, Applicant applicant) {
        this.fleet = fleet;
        this.applicant = applicant;
        this.agreement = KeyAgreement.ofOperator(code, applicant.keys().getPublic());
        this.signedName = applicant.name();
    }

    void listener(Consumer<PairRequest> one) {
        listener = one;
    }

    void signs(String name) {
        signedName = name;
    }

    /** All of it. */
    void run(Exchange exchange) throws Exception {
        var answer = exchange.answer(proof(exchange));
        if (!keys.orElseThrow()
                .isProved(
                        Purpose.WORKSTATION,
                        fleet.authority().getEncoded(),
                        answer.getProof().getProof())) {
            throw new IllegalStateException("the workstation has proved nothing");
        }
        var _ = exchange.answer(told(admission()));
    }

    /** All before the proof, which is returned. */
    PairRequest proof(Exchange exchange) throws Exception {
        var first = exchange.answer(told(
                        PairRequest.newBuilder().setFirst(agreement.first()).build()))
                .getFirst();
        var second = exchange.answer(told(PairRequest.newBuilder()
                        .setSecond(agreement.second(first))
                        .build()))
                .getSecond();
        keys = Optional.of(agreement.keys(second));
        var authority = fleet.authority().getEncoded();
        return told(PairRequest.newBuilder()
                .setProof(OperatorProof.newBuilder()
                        .setFleet(ByteString.copyFrom(authority))
                        .setProof(keys.orElseThrow().proof(Purpose.OPERATOR, authority)))
                .build());
    }

    PairRequest admission() throws Exception {
        var certificate = fleet.certificate(signedName, applicant).getEncoded();
        return PairRequest.newBuilder()
                .setAdmission(PairingAdmission.newBuilder()
                        .setCertificate(ByteString.copyFrom(certificate))
                        .setProof(keys.orElseThrow().proof(Purpose.ADMISSION, certificate)))
                .build();
    }

    private PairRequest told(PairRequest request) {
        listener.accept(request);
        return request;
    }
}
