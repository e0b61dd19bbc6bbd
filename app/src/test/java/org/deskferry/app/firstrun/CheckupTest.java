package org.deskferry.app.firstrun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deskferry.app.scripted.ScriptedMachine;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.WorkstationFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing on machines that lack one thing after the other, up to the first pod. */
final class CheckupTest {
    @TempDir
    Path root;

    private ScriptedMachine machine;

    @BeforeEach
    void plainMachine() {
        machine = new ScriptedMachine(root);
    }

    @Test
    void a_machine_without_anything_needs_a_fleet_and_perhaps_a_service() {
        assertEquals("FLEET lacking none, SERVICE optional not-installed", found(Optional.empty()));
    }

    @Test
    void each_step_shows_the_next() {
        put("etc/deskferry/host.conf", "#name=x\n");
        put("fleet/fleet.pem", "");
        put("fleet/members.conf", "");
        assertEquals(
                "FLEET fine, SERVICE lacking stopped, KERNEL fine, MEMBER lacking none, CERTIFICATE later, ENGINE later, IMAGE later",
                found(Optional.empty()));
        assertEquals(List.of("desk-9"), finding(Check.MEMBER, Optional.empty()).values());
        put("sys/fs/cgroup/system.slice/deskferry-host.service/cgroup.procs", "");
        put("fleet/members.conf", "desk-9=desk-9:7443\n");
        put("fleet/members/desk-9/certificate.pem", "");
        assertEquals(
                "FLEET fine, SERVICE fine, KERNEL fine, MEMBER fine, CERTIFICATE lacking none, ENGINE later, IMAGE later",
                found(Optional.empty()));
        put("etc/deskferry/identity/certificate.pem", "");
        assertEquals(
                "FLEET fine, SERVICE fine, KERNEL fine, MEMBER fine, CERTIFICATE fine, ENGINE lacking none, IMAGE lacking none",
                found(Optional.of(WorkstationFacts.getDefaultInstance())));
        assertEquals(
                "FLEET fine, SERVICE fine, KERNEL fine, MEMBER fine, CERTIFICATE fine, ENGINE fine, IMAGE fine",
                found(Optional.of(WorkstationFacts.newBuilder()
                        .setEngine("4.2.1")
                        .addImages("sha256:9f")
                        .build())));
    }

    @Test
    void the_name_of_the_service_settings_counts() {
        put("etc/deskferry/host.conf", "# mine\nname = ignored\nname=desk-1\n");
        put("fleet/fleet.pem", "");
        put("fleet/members.conf", "desk-1=10.0.0.4:7443\n");
        assertEquals(Optional.of("desk-1"), machine.machine().workstation());
        assertEquals(Finding.State.FINE, finding(Check.MEMBER, Optional.empty()).state());
    }

    @Test
    void what_the_kernel_lacks_is_told_apart() throws IOException {
        put("etc/deskferry/host.conf", "");
        put("proc/filesystems", "ext4\n");
        assertEquals("overlay", finding(Check.KERNEL, Optional.empty()).key());
        Files.createDirectories(root.resolve("lib/modules/6.12.0/kernel/fs/overlayfs"));
        assertEquals("fine", finding(Check.KERNEL, Optional.empty()).key());
        put("sys/fs/cgroup/cgroup.controllers", "cpu pids\n");
        assertEquals("cgroups", finding(Check.KERNEL, Optional.empty()).key());
        put("proc/sys/user/max_user_namespaces", "0\n");
        assertEquals("namespaces", finding(Check.KERNEL, Optional.empty()).key());
    }

    @Test
    void an_engine_that_the_service_complains_of_is_not_fine() {
        put("etc/deskferry/host.conf", "");
        var facts = WorkstationFacts.newBuilder()
                .setEngine("3.17")
                .addProblems(Problem.newBuilder()
                        .setKind(ProblemKind.PROBLEM_KIND_ENGINE_TOO_OLD)
                        .setReason("It is too old."))
                .build();
        assertEquals(
                "It is too old.",
                finding(Check.ENGINE, Optional.of(facts)).values().getFirst());
    }

    private Finding finding(Check check, Optional<WorkstationFacts> facts) {
        return look(facts).stream()
                .filter(each -> each.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private String found(Optional<WorkstationFacts> facts) {
        return look(facts).stream()
                .map(each -> (each.check() + " " + each.state().name().toLowerCase(java.util.Locale.ROOT) + " "
                                + each.key())
                        .replace("fine fine", "fine")
                        .replace("later later", "later"))
                .collect(Collectors.joining(", "));
    }

    private List<Finding> look(Optional<WorkstationFacts> facts) {
        return new Checkup(machine.machine(), machine.fleet()).look(facts);
    }

    private void put(String file, String text) {
        machine.put(file, text);
    }
}
