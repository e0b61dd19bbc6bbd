package org.deskferry.app.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.identity.Member;
import org.deskferry.pairing.Fingerprint;
import org.deskferry.pairing.PairingCode;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator's side, and who may be at the other end. */
@Timeout(60)
final class NewcomerTest {
    private static final PairingCode CODE = PairingCode.parse("4821-0937-55");
    private static final PairingCode OTHER = PairingCode.parse("4821-0937-56");

    @TempDir
    private Path folder;

    private final KeyPair keys = ScriptedNewcomer.newKeys();
    private FleetOffice office;

    NewcomerTest() throws Exception {}

    @BeforeEach
    void init() throws FleetException {
        office = new FleetOffice(new FleetFolder(folder.resolve("fleet")));
        office.init("anna");
    }

    @Test
    void theRightCodeSignsAndLists() throws Exception {
        try (var workstation = new ScriptedNewcomer(keys, keys, CODE)) {
            pair(workstation);
            assertFalse(workstation.certificate.isEmpty());
            assertEquals(List.of(member(workstation)), members());
            assertTrue(Files.exists(folder.resolve("fleet/members/desk-7/certificate.pem")));
        }
    }

    @Test
    void aWrongCodeSignsNothing() throws Exception {
        try (var workstation = new ScriptedNewcomer(keys, keys, OTHER)) {
            assertNothingSigned(workstation);
        }
    }

    /** It says that the code was right, whatever it was: it still has to prove that itself. */
    @Test
    void whoTakesAnyCodeSignsNothing() throws Exception {
        try (var impostor = new ScriptedNewcomer(keys, keys, OTHER)) {
            impostor.takesAnyProof = true;
            assertEquals(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, assertNothingSigned(impostor));
        }
    }

    /** With a key and a request of his own, and the words of the workstation that shows the code. */
    @Test
    void whoStandsBetweenIsNoticed() throws Exception {
        try (var between = new ScriptedNewcomer(ScriptedNewcomer.newKeys(), keys, CODE)) {
            between.takesAnyProof = true;
            assertEquals(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, assertNothingSigned(between));
        }
    }

    @Test
    void aRequestForAnotherKeyIsNoticedBeforeTheCodeIsTyped() throws Exception {
        try (var between = new ScriptedNewcomer(ScriptedNewcomer.newKeys(), keys, CODE)) {
            between.request = Optional.of(ScriptedNewcomer.request("desk-7", keys));
            try (var newcomer = Newcomer.at(between.place())) {
                assertEquals(
                        ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                        kind(assertThrows(FleetException.class, newcomer::introduce)));
            }
        }
    }

    @Test
    void nobodyThereIsSaid() throws Exception {
        var workstation = new ScriptedNewcomer(keys, keys, CODE);
        var place = workstation.place();
        workstation.close();
        try (var newcomer = Newcomer.at(place)) {
            assertEquals(
                    ProblemKind.PROBLEM_KIND_UNREACHABLE,
                    kind(assertThrows(FleetException.class, newcomer::introduce)));
        }
    }

    /** Between the two somebody may have taken its place. */
    @Test
    void onlyTheOneThatWasMetIsPaired() throws Exception {
        try (var workstation = new ScriptedNewcomer(keys, keys, CODE)) {
            var admission = new Admission(office, workstation.place());
            var met = admission.meet();
            assertEquals(member(workstation), met.member());
            var another = Fingerprint.of(ScriptedNewcomer.newKeys().getPublic());
            var other = new Acquaintance(met.member(), another, true, false);
            var refusal = assertThrows(FleetException.class, () -> admission.pair(other, other.member(), CODE, false));
            assertEquals(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, kind(refusal));
            assertEquals(List.of(), members());
            admission.pair(met, met.member(), CODE, false);
            assertEquals(List.of(met.member()), members());
        }
    }

    private ProblemKind assertNothingSigned(ScriptedNewcomer workstation) throws Exception {
        var refusal = assertThrows(FleetException.class, () -> pair(workstation));
        assertEquals("", workstation.certificate);
        assertEquals(List.of(), members());
        try (Stream<Path> files = Files.list(folder.resolve("fleet"))) {
            assertTrue(files.noneMatch(file -> file.endsWith("members")));
        }
        return kind(refusal);
    }

    private void pair(ScriptedNewcomer workstation) throws FleetException {
        try (var newcomer = Newcomer.at(workstation.place())) {
            var introduction = newcomer.introduce();
            newcomer.pair(
                    CODE, introduction, office.fleet(), request -> office.admit(member(workstation), request, false));
        }
    }

    private static Member member(ScriptedNewcomer workstation) {
        return new Member("desk-7", "127.0.0.1", workstation.place().port());
    }

    private List<Member> members() throws FleetException {
        return Fleet.members(folder.resolve("fleet"));
    }

    private static ProblemKind kind(FleetException refusal) {
        return refusal.problems().getFirst().getKind();
    }
}
