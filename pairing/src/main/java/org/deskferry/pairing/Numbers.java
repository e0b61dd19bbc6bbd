package org.deskferry.pairing;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound1Payload;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound2Payload;
import org.bouncycastle.util.BigIntegers;
import org.deskferry.proto.v1.KnowledgeProof;
import org.deskferry.proto.v1.PairingFirst;
import org.deskferry.proto.v1.PairingSecond;

/** J-PAKE's numbers as messages. Whose they are is not sent: each side knows whom it means to speak to. */
final class Numbers {
    /** Of 3072 bits. */
    private static final int LARGEST = 384;

    private Numbers() {}

    static PairingFirst message(JPAKERound1Payload round) {
        return PairingFirst.newBuilder()
                .setGx1(bytes(round.getGx1()))
                .setGx2(bytes(round.getGx2()))
                .setX1(message(round.getKnowledgeProofForX1()))
                .setX2(message(round.getKnowledgeProofForX2()))
                .build();
    }

    static PairingSecond message(JPAKERound2Payload round) {
        return PairingSecond.newBuilder()
                .setA(bytes(round.getA()))
                .setX2S(message(round.getKnowledgeProofForX2s()))
                .build();
    }

    static JPAKERound1Payload payload(String speaker, PairingFirst message) throws CryptoException {
        return new JPAKERound1Payload(
                speaker,
                number(message.getGx1()),
                number(message.getGx2()),
                proof(message.getX1()),
                proof(message.getX2()));
    }

    static JPAKERound2Payload payload(String speaker, PairingSecond message) throws CryptoException {
        return new JPAKERound2Payload(speaker, number(message.getA()), proof(message.getX2S()));
    }

    private static KnowledgeProof message(BigInteger[] proof) {
        return KnowledgeProof.newBuilder()
                .setV(bytes(proof[0]))
                .setR(bytes(proof[1]))
                .build();
    }

    private static BigInteger[] proof(KnowledgeProof message) throws CryptoException {
        return new BigInteger[] {number(message.getV()), number(message.getR())};
    }

    private static ByteString bytes(BigInteger number) {
        return ByteString.copyFrom(BigIntegers.asUnsignedByteArray(number));
    }

    private static BigInteger number(ByteString bytes) throws CryptoException {
        if (bytes.isEmpty() || bytes.size() > LARGEST) {
            throw new CryptoException("a number of " + bytes.size() + " bytes");
        }
        return new BigInteger(1, bytes.toByteArray());
    }
}
