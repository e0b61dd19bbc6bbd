package org.deskferry.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroups;
import org.deskferry.pairing.SharedKeys.Purpose;
import org.deskferry.proto.v1.PairingFirst;
import org.junit.jupiter.api.Test;

final class KeyAgreementTest {
    private static final byte[] FLEET = {1, 2, 3};

    private final PairingCode code = PairingCode.fresh();
    private final PublicKey key = newKey();

    private record Agreed(SharedKeys operator, SharedKeys workstation) {
        static Agreed by(KeyAgreement operator, KeyAgreement workstation) throws NotAgreedException {
            var first = operator.first();
            var answer = workstation.first();
            var second = operator.second(answer);
            var end = workstation.second(first);
            return new Agreed(operator.keys(end), workstation.keys(second));
        }

        boolean isSame() {
            return workstation.isProved(Purpose.OPERATOR, FLEET, operator.proof(Purpose.OPERATOR, FLEET));
        }
    }

    @Test
    void theSameCodeMakesTheSameKeys() throws Exception {
        var agreed = Agreed.by(operator(), workstation());
        assertTrue(agreed.isSame());
        assertTrue(agreed.operator()
                .isProved(Purpose.WORKSTATION, FLEET, agreed.workstation().proof(Purpose.WORKSTATION, FLEET)));
    }

    @Test
    void aProofIsForOnePurposeAndOneThing() throws Exception {
        var agreed = Agreed.by(operator(), workstation());
        var proof = agreed.operator().proof(Purpose.OPERATOR, FLEET);
        assertFalse(agreed.workstation().isProved(Purpose.ADMISSION, FLEET, proof));
        assertFalse(agreed.operator().isProved(Purpose.WORKSTATION, FLEET, proof));
        assertFalse(agreed.workstation().isProved(Purpose.OPERATOR, new byte[] {1, 2, 4}, proof));
        assertFalse(agreed.workstation().isProved(Purpose.OPERATOR, FLEET, ByteString.EMPTY));
    }

    @Test
    void anotherCodeMakesOtherKeys() throws Exception {
        var wrong = PairingCode.parse(code.shown().equals("0000-0000-00") ? "0000000001" : "0000000000");
        assertFalse(
                Agreed.by(KeyAgreement.ofOperator(wrong, key), workstation()).isSame());
    }

    @Test
    void everyExchangeMakesOtherKeys() throws Exception {
        var one = Agreed.by(operator(), workstation());
        var other = Agreed.by(operator(), workstation());
        var replayed = one.operator().proof(Purpose.OPERATOR, FLEET);
        assertFalse(other.workstation().isProved(Purpose.OPERATOR, FLEET, replayed));
    }

    /** The operator's connection ends at a machine with another certificate, which passes on all that is said. */
    @Test
    void whoStandsBetweenAndPassesOnIsNoticed() {
        var operator = KeyAgreement.ofOperator(code, newKey());
        var workstation = workstation();
        var first = operator.first();
        var answer = workstation.first();
        assertThrows(NotAgreedException.class, () -> operator.second(answer));
        assertEquals(384, first.getGx1().size(), 2);
    }

    /** As above, but towards each it is the other, with a code that it guesses. */
    @Test
    void whoStandsBetweenAndGuessesHasNeitherKeys() throws Exception {
        var between = newKey();
        var guess = PairingCode.parse(code.shown().startsWith("1") ? "2222222222" : "1111111111");
        assertFalse(Agreed.by(KeyAgreement.ofOperator(code, between), KeyAgreement.ofWorkstation(guess, between))
                .isSame());
        assertFalse(
                Agreed.by(KeyAgreement.ofOperator(guess, key), workstation()).isSame());
    }

    @Test
    void alteredNumbersAreNoticed() {
        var answer = workstation().first();
        var group = JPAKEPrimeOrderGroups.NIST_3072;
        for (var number : new BigInteger[] {
            BigInteger.ZERO, BigInteger.ONE, group.getP(), group.getP().subtract(BigInteger.ONE), group.getG()
        }) {
            var altered = answer.toBuilder()
                    .setGx2(ByteString.copyFrom(number.toByteArray()))
                    .build();
            assertThrows(NotAgreedException.class, () -> begun().second(altered), number.toString(16));
        }
        assertThrows(NotAgreedException.class, () -> begun().second(PairingFirst.getDefaultInstance()));
        var long0 = ByteString.copyFrom(new byte[10_000]);
        assertThrows(
                NotAgreedException.class,
                () -> begun().second(answer.toBuilder().setGx1(long0).build()));
    }

    @Test
    void theNumbersOfTheSecondMessageAreCheckedToo() throws Exception {
        var operator = operator();
        var workstation = workstation();
        var first = operator.first();
        var _ = operator.second(workstation.first());
        var second = workstation.second(first).toBuilder();
        var bytes = second.getA().toByteArray();
        bytes[bytes.length / 2] ^= 1;
        assertThrows(
                NotAgreedException.class,
                () -> operator.keys(second.setA(ByteString.copyFrom(bytes)).build()));
    }

    /** Its own words, sent back. */
    @Test
    void anEchoIsNoPartner() {
        var operator = operator();
        var own = operator.first();
        assertThrows(NotAgreedException.class, () -> operator.second(own));
    }

    @Test
    void codesAreReadAsPeopleTypeThem() {
        for (var typed : new String[] {"4821-0937-55", "4821093755", " 4821 0937 55 ", "48-21-09-37-55"}) {
            assertEquals("4821-0937-55", PairingCode.parse(typed).shown());
        }
        for (var wrong : new String[] {"", "4821-0937-5", "4821-0937-555", "4821-0937-5x", "4821_0937_55"}) {
            assertThrows(IllegalArgumentException.class, () -> PairingCode.parse(wrong), wrong);
        }
        assertFalse(PairingCode.parse("4821093755").toString().contains("4821"));
        assertTrue(Arrays.stream(new int[50])
                        .mapToObj(one -> PairingCode.fresh().shown())
                        .distinct()
                        .count()
                > 48);
    }

    @Test
    void fingerprintsHaveWords() {
        var bytes = "e58294f2e9a227486e8b" + "00".repeat(22);
        assertEquals(
                "topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish Medusa",
                new Fingerprint(bytes).words());
        assertThrows(IllegalArgumentException.class, () -> new Fingerprint("e582"));
        assertEquals(10, Fingerprint.of(key).words().split(" ").length);
    }

    private KeyAgreement begun() {
        var operator = operator();
        var _ = operator.first();
        return operator;
    }

    private KeyAgreement operator() {
        return KeyAgreement.ofOperator(code, key);
    }

    private KeyAgreement workstation() {
        return KeyAgreement.ofWorkstation(code, key);
    }

    private static PublicKey newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair().getPublic();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
