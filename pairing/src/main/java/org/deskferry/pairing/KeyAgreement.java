package org.deskferry.pairing;

import com.google.protobuf.Message;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.agreement.jpake.JPAKEParticipant;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroup;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroups;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.util.BigIntegers;
import org.deskferry.proto.v1.PairingFirst;
import org.deskferry.proto.v1.PairingSecond;

/**
 * One side of a J-PAKE exchange (RFC 8236): keys that both have if both have the same code, and that nobody else can have. Whoever listens learns
 * nothing about the code; whoever takes part can try one code, and learns whether it was right only from a {@linkplain SharedKeys proof}.
 *
 * <p>The workstation's key is in the name of one participant, which all its proofs of knowledge include, and in what the keys are
 * derived from. For both sides it is the one that the connection's TLS certificate has: who stands between with another, and passes on
 * what they say, is noticed before the code counts for anything.
 *
 * <p>Used once: {@link #first}, {@link #second}, {@link #keys}, each once and in this order.
 */
public final class KeyAgreement {
    private static final JPAKEPrimeOrderGroup GROUP = JPAKEPrimeOrderGroups.NIST_3072;
    private static final int KEYING_BYTES = 384;

    private final JPAKEParticipant participant;
    private final String partner;
    private final boolean isOperator;
    private final PublicKey workstation;
    private final List<Message> own = new ArrayList<>();
    private final List<Message> theirs = new ArrayList<>();

    private KeyAgreement(JPAKEParticipant participant, String partner, boolean isOperator, PublicKey workstation) {
        this.participant = participant;
        this.partner = partner;
        this.isOperator = isOperator;
        this.workstation = workstation;
    }

    /** The operator's, with the workstation whose TLS certificate has this key. */
    public static KeyAgreement ofOperator(PairingCode code, PublicKey workstation) {
        return new KeyAgreement(participant("operator", code), name(workstation), true, workstation);
    }

    /** The workstation's, which has this key. */
    public static KeyAgreement ofWorkstation(PairingCode code, PublicKey workstation) {
        return new KeyAgreement(participant(name(workstation), code), "operator", false, workstation);
    }

    private static String name(PublicKey workstation) {
        return "workstation " + Fingerprint.of(workstation).hex();
    }

    private static JPAKEParticipant participant(String name, PairingCode code) {
        return new JPAKEParticipant(name, code.secret(), GROUP, SHA256Digest.newInstance(), new SecureRandom());
    }

    /** What is sent first. */
    public PairingFirst first() {
        return kept(own, Numbers.message(participant.createRound1PayloadToSend()));
    }

    /** What is sent in answer to the other's first message. */
    public PairingSecond second(PairingFirst first) throws NotAgreedException {
        try {
            participant.validateRound1PayloadReceived(Numbers.payload(partner, kept(theirs, first)));
            return kept(own, Numbers.message(participant.createRound2PayloadToSend()));
        } catch (CryptoException | ArithmeticException e) {
            throw new NotAgreedException(e);
        }
    }

    /** What came of it. That the other has the same code is still to be proved. */
    public SharedKeys keys(PairingSecond second) throws NotAgreedException {
        try {
            participant.validateRound2PayloadReceived(Numbers.payload(partner, kept(theirs, second)));
            var material = BigIntegers.asUnsignedByteArray(KEYING_BYTES, participant.calculateKeyingMaterial());
            return SharedKeys.of(material, said());
        } catch (CryptoException | ArithmeticException e) {
            throw new NotAgreedException(e);
        }
    }

    private static <T extends Message> T kept(List<Message> list, T message) {
        list.add(message);
        return message;
    }

    /** All that was said, the same on both sides. */
    private List<byte[]> said() {
        var messages = isOperator ? Stream.of(own, theirs) : Stream.of(theirs, own);
        return Stream.concat(
                        Stream.of(workstation.getEncoded()),
                        messages.flatMap(List::stream).map(Message::toByteArray))
                .toList();
    }
}
