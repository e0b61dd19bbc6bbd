package org.deskferry.host.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class IdentityFolderTest {
    @TempDir
    private Path parent;

    private final TestFleet fleet = new TestFleet();
    private Path folder;
    private IdentityFolder identity;

    IdentityFolderTest() throws Exception {}

    @BeforeEach
    void prepare() {
        folder = parent.resolve("identity");
        identity = new IdentityFolder(folder, "desk-1");
        identity.prepare();
    }

    @Test
    void keepsItsKeyToItself() throws Exception {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem"))));
    }

    @Test
    void keepsItsKeyForGood() throws Exception {
        var key = Files.readAllBytes(folder.resolve("key.pem"));
        identity.prepare();
        assertArrayEquals(key, Files.readAllBytes(folder.resolve("key.pem")));
    }

    @Test
    void hasNoIdentityUntilTheOperatorSigned() throws Exception {
        assertTrue(identity.load().isEmpty());
        fleet.enroll(folder, "desk-1", Role.ROLE_WORKSTATION);
        assertEquals("desk-1", identity.load().orElseThrow().name());
    }

    @Test
    void refusesTheCertificateOfAnotherWorkstation() throws Exception {
        fleet.enroll(folder, "desk-2", Role.ROLE_WORKSTATION);
        assertRefused("for workstation desk-2");
    }

    @Test
    void refusesTheCertificateOfAnOperator() throws Exception {
        fleet.enroll(folder, "desk-1", Role.ROLE_OPERATOR);
        assertRefused("that of an operator");
    }

    @Test
    void refusesTheCertificateOfAnotherKey() throws Exception {
        fleet.enroll(folder, "desk-1", Role.ROLE_WORKSTATION);
        TestFleet.write(
                folder.resolve("certificate.pem"), fleet.workstation("desk-1").certificate());
        assertRefused("for another key");
    }

    @Test
    void refusesTheCertificateOfAnotherFleet() throws Exception {
        fleet.enroll(folder, "desk-1", Role.ROLE_WORKSTATION);
        TestFleet.write(folder.resolve("fleet.pem"), new TestFleet().authority());
        assertRefused("not signed by the fleet");
    }

    @Test
    void refusesFilesThatAreNone() throws Exception {
        fleet.enroll(folder, "desk-1", Role.ROLE_WORKSTATION);
        Files.writeString(folder.resolve("certificate.pem"), "-----BEGIN CERT");
        assertRefused("cannot be read");
    }

    @Test
    @Timeout(60)
    void waitsForFilesThatFit() throws Exception {
        Files.writeString(folder.resolve("certificate.pem"), "half a ");
        Files.writeString(folder.resolve("fleet.pem"), "");
        var writer = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(Duration.ofMillis(1500));
                fleet.enroll(folder, "desk-1", Role.ROLE_WORKSTATION);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals("desk-1", new Enrolment(identity).await().name());
        writer.join();
    }

    @Test
    void tellsOfCertificatesThatEnd() throws Exception {
        var now = Instant.now();
        assertTrue(fleet.workstation("desk-1").problems(now).isEmpty());
        var ending = fleet.identity("desk-1", Role.ROLE_WORKSTATION, Duration.ofDays(29));
        var problem = ending.problems(now).getFirst();
        assertEquals(ProblemKind.PROBLEM_KIND_CERTIFICATE_EXPIRES, problem.getKind());
        assertTrue(problem.getReason().startsWith("It expires on "), problem.getReason());
        var ended = ending.problems(now.plus(Duration.ofDays(30))).getFirst();
        assertTrue(ended.getReason().startsWith("It expired on "), ended.getReason());
    }

    private void assertRefused(String words) {
        var problem = assertThrows(ProblemException.class, identity::load);
        assertEquals(
                ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                problem.problems().getFirst().getKind());
        assertTrue(problem.toString().contains(words), problem.getMessage());
    }
}
