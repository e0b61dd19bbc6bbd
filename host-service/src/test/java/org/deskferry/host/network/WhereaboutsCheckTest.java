package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Set;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Whereabouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At 10.77.0.11, on a network whose pods are 10.77.0.100 to .199; another pod here is 10.77.0.150. */
final class WhereaboutsCheckTest {
    private static final WhereaboutsCheck CHECK = new WhereaboutsCheck(
            Set.of(literal("10.77.0.11"), literal("10.77.0.150"), literal("fd77::11")),
            address -> !Translators.POOL_4.isOnNetwork(address) || Translators.POOL_4.contains(address));

    @ParameterizedTest
    @CsvSource({
        "10.81.11.100, '', 10.81.12.100, ''",
        "10.81.11.100, fd81:11::100, 10.81.12.100, fd81:12::100",
        "10.81.11.100, fd81:11::100, 10.81.12.100, ''",
        "10.77.0.101, '', 10.81.12.100, ''",
        "10.81.11.100, '', 10.77.0.102, ''",
    })
    void takesWhatCanBe(String home4, String home6, String away4, String away6) {
        assertDoesNotThrow(() -> CHECK.require(away(home4, home6, away4, away6)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.77.0.11, '', 10.81.12.100, '', in use here",
        "10.77.0.150, '', 10.81.12.100, '', in use here",
        "10.81.11.100, '', 10.77.0.11, '', in use here",
        "10.81.11.100, '', 10.77.0.150, '', in use here",
        "10.81.11.100, fd77::11, 10.81.12.100, fd81::5, in use here",
        "10.77.0.1, '', 10.81.12.100, '', none of the pods'",
        "10.81.11.100, '', 10.81.11.100, '', its own address",
        "127.0.0.1, '', 10.81.12.100, '', no address of a pod",
        "224.0.0.1, '', 10.81.12.100, '', no address of a pod",
        "0.0.0.0, '', 10.81.12.100, '', no address of a pod",
        "255.255.255.255, '', 10.81.12.100, '', no address of a pod",
        "10.81.11.100, fe80::1, 10.81.12.100, fd81::5, no address of a pod",
        "10.81.11.100, '', fd81::5, '', no address of a pod",
        "10.81.11.100, 10.81.11.101, 10.81.12.100, fd81::5, no address of a pod",
        "::ffff:10.81.11.100, '', 10.81.12.100, '', no address of a pod",
        "10.81, '', 10.81.12.100, '', no address",
        "'10.81.11.100 accept', '', 10.81.12.100, '', no address",
        "'', '', 10.81.12.100, '', no address",
        "10.81.11.100, '', '', '', no address",
        "10.81.11.100, '', 10.81.12.100, fd81::5, no address",
    })
    void refusesTheRest(String home4, String home6, String away4, String away6, String words) {
        refuses(away(home4, home6, away4, away6), words);
    }

    @Test
    void refusesOtherNonsense() {
        var sound = away("10.81.11.100", "", "10.81.12.100", "");
        refuses(sound.toBuilder().setPodId("../x").build(), "UUID");
        refuses(sound.toBuilder().clearEpoch().build(), "epoch");
        refuses(sound.toBuilder().clearStay().build(), "where it is");
        refuses(sound.toBuilder().setStay(Whereabouts.Stay.STAY_HOME).build(), "not away");
    }

    private static void refuses(Whereabouts said, String words) {
        var refusal = assertThrows(ProblemException.class, () -> CHECK.require(said));
        assertTrue(refusal.toString().contains(words), refusal::toString);
    }

    private static Whereabouts away(String home4, String home6, String away4, String away6) {
        return Whereabouts.newBuilder()
                .setPodId("0b8f2c1e-8f0a-4b8e-9f59-0b3c6f1f8a77")
                .setEpoch(2)
                .setStay(Whereabouts.Stay.STAY_AWAY)
                .setHome4(home4)
                .setHome6(home6)
                .setAway4(away4)
                .setAway6(away6)
                .build();
    }

    private static InetAddress literal(String text) {
        return InetAddress.ofLiteral(text);
    }
}
