package org.deskferry.app.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.deskferry.proto.v1.Certificates;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FleetOfficeTest {
    private static final Member DESK_1 = Member.of("desk-1", "10.77.0.11:7443");

    @TempDir
    private Path folder;

    private final KeyPair keys = Requests.newKeys();
    private Path fleet;
    private Path request;
    private FleetOffice office;

    FleetOfficeTest() throws Exception {}

    @BeforeEach
    void init() throws Exception {
        fleet = folder.resolve("some/fleet");
        request = Requests.write(folder.resolve("request.pem"), "desk-1", keys);
        office = new FleetOffice(new FleetFolder(fleet));
        office.init("anna");
    }

    @Test
    void keysAreForTheirOwnerOnly() throws Exception {
        for (var secret : List.of("fleet-key.pem", "operator-key.pem")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(fleet.resolve(secret))),
                    secret);
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fleet)));
    }

    @Test
    void makesNoSecondFleetInOneFolder() throws Exception {
        var before = Files.readAllBytes(fleet.resolve("fleet-key.pem"));
        var refusal = assertThrows(FleetException.class, () -> office.init("bert"));
        assertEquals(ProblemKind.PROBLEM_KIND_NAME_IN_USE, kind(refusal));
        assertArrayEquals(before, Files.readAllBytes(fleet.resolve("fleet-key.pem")));
    }

    @Test
    void leavesNothingBesideTheFolder() throws Exception {
        try (var beside = Files.list(fleet.resolveSibling(""))) {
            assertEquals(List.of(fleet), beside.toList());
        }
    }

    @Test
    void signsWhatTheContractSays() throws Exception {
        office.add(DESK_1, request, folder.resolve("out"), false);
        var certificate = new PemFile(folder.resolve("out/certificate.pem")).certificate();
        var authority = new PemFile(folder.resolve("out/fleet.pem")).certificate();
        certificate.verify(authority.getPublicKey());
        assertEquals(keys.getPublic(), certificate.getPublicKey());
        assertTrue(certificate.getExtendedKeyUsage().contains(purpose(Role.ROLE_WORKSTATION)));
        assertEquals(List.of(List.of(2, "desk-1")), List.copyOf(certificate.getSubjectAlternativeNames()));
        assertEquals(-1, certificate.getBasicConstraints());
        var life = Duration.between(Instant.now(), certificate.getNotAfter().toInstant());
        assertEquals(729, life.toDays());
    }

    @Test
    void operatorsAreNoServers() throws Exception {
        var purposes = Fleet.load(fleet).credentials().certificate().getExtendedKeyUsage();
        assertEquals(List.of("1.3.6.1.5.5.7.3.2", purpose(Role.ROLE_OPERATOR)), purposes);
    }

    @Test
    void listsMembersByName() throws Exception {
        office.add(DESK_1, request, folder.resolve("out"), false);
        var second = Member.of("atelier", "[fd77::12]:7443");
        office.add(second, Requests.write(folder.resolve("r2"), "atelier", keys), folder.resolve("out"), false);
        assertEquals(List.of(second, DESK_1), Fleet.load(fleet).members());
    }

    @Test
    void refusesANameTwiceUnlessReplaced() throws Exception {
        office.add(DESK_1, request, folder.resolve("out"), false);
        var moved = Member.of("desk-1", "10.77.0.12:7443");
        var refusal = assertThrows(FleetException.class, () -> office.add(moved, request, folder.resolve("o"), false));
        assertEquals(ProblemKind.PROBLEM_KIND_NAME_IN_USE, kind(refusal));
        assertTrue(Files.notExists(folder.resolve("o")));
        office.add(moved, request, folder.resolve("o"), true);
        assertEquals(List.of(moved), Fleet.load(fleet).members());
    }

    @Test
    void theSiteIsListedAndStaysWhenTheAddressChanges() throws Exception {
        var berlin = DESK_1.at("Berlin, 2nd floor");
        office.add(berlin, request, folder.resolve("out"), false);
        assertEquals(List.of(berlin), Fleet.load(fleet).members());
        var moved = Member.of("desk-1", "10.77.0.12:7443");
        office.add(moved, request, folder.resolve("out"), true);
        assertEquals(List.of(moved.at("Berlin, 2nd floor")), Fleet.load(fleet).members());
        assertThrows(IllegalArgumentException.class, () -> DESK_1.at("Berlin\nevil=10.0.0.1:1"));
        assertThrows(IllegalArgumentException.class, () -> DESK_1.at("x".repeat(41)));
    }

    @Test
    void refusesAnAddressTwice() throws Exception {
        office.add(DESK_1, request, folder.resolve("out"), false);
        var twin = Member.of("desk-2", "10.77.0.11:7443");
        var second = Requests.write(folder.resolve("r2"), "desk-2", keys);
        var refusal = assertThrows(FleetException.class, () -> office.add(twin, second, folder.resolve("o"), false));
        assertTrue(refusal.toString().contains("desk-1"), refusal::toString);
    }

    @Test
    void refusesARequestOfAnotherName() throws Exception {
        var other = Requests.write(folder.resolve("r2"), "desk-9", keys);
        assertRefused(other, "'desk-9'");
    }

    @Test
    void refusesARequestThatTheKeyDidNotSign() throws Exception {
        var forged = Requests.write(folder.resolve("r2"), "desk-1", keys, "SHA256withECDSA", Requests.newKeys());
        assertRefused(forged, "signature is wrong");
    }

    @Test
    void refusesOtherKindsOfKeys() throws Exception {
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertRefused(Requests.write(folder.resolve("r2"), "desk-1", rsa, "SHA256withRSA", rsa), "P-256");
    }

    @Test
    void refusesFilesThatAreNoRequests() throws Exception {
        var refusal = assertThrows(
                FleetException.class, () -> office.add(DESK_1, folder.resolve("none"), folder.resolve("o"), false));
        assertTrue(refusal.toString().contains("not there"), refusal::toString);
        for (var text : List.of("", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----")) {
            var file = Files.writeString(folder.resolve("r3"), text);
            var wrong = assertThrows(FleetException.class, () -> office.add(DESK_1, file, folder.resolve("o"), false));
            assertEquals(ProblemKind.PROBLEM_KIND_BAD_REQUEST, kind(wrong));
        }
    }

    @Test
    void keepsWhatPeopleWroteInTheList() throws Exception {
        var list = fleet.resolve("members.conf");
        Files.writeString(list, "# ours\n\nold = 10.0.0.1:7443\n");
        office.add(DESK_1, request, folder.resolve("out"), false);
        assertEquals("# ours\n\nold = 10.0.0.1:7443\ndesk-1=10.77.0.11:7443\n", Files.readString(list));
    }

    @Test
    void tellsWhichLineOfTheListIsWrong() throws Exception {
        for (var wrong : List.of("desk-2", "Desk=a:1", "desk-2=a", "desk-2=a:0", "desk-2=a:65536", "old=b:2")) {
            Files.writeString(fleet.resolve("members.conf"), "old=10.0.0.1:7443\n" + wrong + "\n");
            var refusal = assertThrows(FleetException.class, () -> Fleet.load(fleet), wrong);
            assertTrue(refusal.toString().contains("line 2"), refusal::toString);
        }
    }

    @Test
    void saysHowToMakeAFleetWhereNoneIs() {
        var refusal = assertThrows(FleetException.class, () -> Fleet.load(folder));
        assertTrue(refusal.toString().contains("fleet init"), refusal::toString);
    }

    @Test
    void theFolderIsWhereTheEnvironmentSays() {
        assertEquals(
                Path.of("/f"),
                FleetFolder.usual(Map.of("DESKFERRY_FLEET", "/f")).path());
        assertEquals(
                Path.of("/c/deskferry/fleet"),
                FleetFolder.usual(Map.of("XDG_CONFIG_HOME", "/c")).path());
        assertEquals(
                Path.of(System.getProperty("user.home"), ".config/deskferry/fleet"),
                FleetFolder.usual(Map.of("DESKFERRY_FLEET", "")).path());
    }

    private void assertRefused(Path request, String words) {
        var refusal = assertThrows(FleetException.class, () -> office.add(DESK_1, request, folder.resolve("o"), false));
        assertEquals(ProblemKind.PROBLEM_KIND_NOT_TRUSTED, kind(refusal));
        assertTrue(refusal.toString().contains(words), refusal::toString);
        assertTrue(Files.notExists(folder.resolve("o")));
    }

    private static ProblemKind kind(FleetException refusal) {
        return refusal.problems().getFirst().getKind();
    }

    private static String purpose(Role role) {
        return role.getValueDescriptor().getOptions().getExtension(Certificates.keyPurpose);
    }
}
