package org.deskferry.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deskferry.host.access.HostPort;
import org.deskferry.host.network.Member;
import org.deskferry.host.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostConfigTest {
    @TempDir
    private Path folder;

    @Test
    void theShippedFileShowsEverySettingWithItsDefault() throws Exception {
        var shipped = shipped();
        assertEquals(HostConfig.defaults(), read(shipped));
        var uncommented = shipped.replaceAll("(?m)^#([a-z.0-9]+=.*)$", "$1");
        var name = HostConfig.defaults().name();
        assertEquals(HostConfig.defaults(), read(uncommented.replace("name=desk-1", "name=" + name)));
        var settings = uncommented
                .lines()
                .filter(line -> line.matches("[a-z.0-9]+=.*"))
                .count();
        assertEquals(HostConfig.class.getRecordComponents().length, settings);
    }

    @Test
    void readsWhatIsSet() throws Exception {
        var config = read("""
                # a comment
                name = desk-7
                listen=[::1]:17443
                network.mdns=no
                network.pool6=fd77::100-fd77::1ff/64
                network.translation=desk-7=10.1.0.7:7443 desk-8=[fd77::8]:7443
                cgroup.root=/sys/fs/cgroup/unified/desks
                move.restore.timeout=90s
                move.freeze.timeout=7s
                """);
        assertEquals("desk-7", config.name());
        assertEquals(new HostPort("::1", 17443), config.listen());
        assertFalse(config.mdns());
        assertEquals(
                List.of(new Member("desk-7", "10.1.0.7:7443"), new Member("desk-8", "[fd77::8]:7443")),
                config.translation());
        assertEquals(256, config.pool6().orElseThrow().count());
        assertEquals(
                Path.of("/sys/fs/cgroup/unified/desks"), config.cgroupRoot().orElseThrow());
        assertEquals(Duration.ofSeconds(90), config.restoreTimeout());
        assertEquals(Duration.ofSeconds(7), config.freezeTimeout());
    }

    @Test
    void addressesMayBeLeasedButNotTranslated() throws Exception {
        assertEquals(Optional.empty(), read("network.pool4=dhcp\n").pool4());
        var both = "network.pool4=dhcp\nnetwork.translation=desk-1=10.1.0.1:7443\n";
        var refused = assertThrows(ProblemException.class, () -> read(both));
        assertTrue(refused.problems().getFirst().getReason().contains("without a range"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|Desk_1|1 to 40",
                "listen|7443|HOST:PORT",
                "listen|0.0.0.0:70000|larger than 65535",
                "state.dir|pods|absolute",
                "identity.dir||absolute",
                "run.dir|./run|absolute",
                "engine.criu|criu|absolute",
                "helpers.dir|bin|absolute",
                "network.bridge|a bridge with a long name|link",
                "network.uplink|eth0,eth1|link",
                "network.pool4|10.77.0.100|FIRST-LAST/PREFIX",
                "network.pool4|DHCP|'dhcp'",
                "network.pool4|10.77.0.199-10.77.0.100/24|1 to 65536",
                "network.pool4|fd77::1-fd77::2/64|wrong kind",
                "network.pool6|10.77.0.1-10.77.0.2/24|wrong kind",
                "network.gateway4|fd77::1|wrong kind",
                "network.gateway6|router|",
                "network.mdns|true|'yes' or 'no'",
                "network.translation|desk-1|NAME=HOST:PORT",
                "network.translation|desk-1=10.1.0.1|HOST:PORT",
                "network.translation|desk-1=10.1.0.1:1 desk-1=10.1.0.2:1|named twice",
                "network.translation|Desk=10.1.0.1:7443|1 to 40",
                "cgroup.root|deskferry|absolute",
                "ids.first|0|65536 to",
                "ids.first|many|whole number",
                "ids.ranges|70000|1 to",
                "move.restore.timeout|30|seconds",
                "move.restore.timeout|2h|seconds",
                "move.downtime|0s|1s to 3600s",
                "move.lanes|9|'auto' or 1 to 8",
                "move.lanes|many|whole number",
            })
    void refusesWrongValuesByName(String key, String value, String words) {
        var problem = refusal("\n" + key + "=" + Objects.requireNonNullElse(value, "") + "\n");
        assertEquals(1, problem.problems().size(), problem.getMessage());
        assertTrue(problem.problems().getFirst().getThing().contains("line 2"), problem.getMessage());
        assertTrue(problem.toString().contains(key), problem.getMessage());
        assertTrue(problem.toString().contains(Objects.requireNonNullElse(words, "")), problem.getMessage());
    }

    @Test
    void podsAreOnABridgeOrOnACard() throws Exception {
        assertEquals("", HostConfig.defaults().uplink());
        assertEquals("enp1s0", read("network.uplink=enp1s0\n").uplink());
        assertEquals("br7", read("network.bridge=br7\nnetwork.uplink=\n").bridge());
        var problem = refusal("network.uplink=enp1s0\n\nnetwork.bridge=br0\n");
        assertEquals(1, problem.problems().size(), problem.getMessage());
        assertTrue(problem.problems().getFirst().getThing().startsWith("line 3 of"), problem.getMessage());
        assertEquals("Keep one.", problem.problems().getFirst().getRemedy());
    }

    @Test
    void tellsEverythingThatIsWrongAtOnceInTheOrderOfTheFile() {
        var problem = refusal("nonsense=1\nstate.dir=x\nname=desk-1\nname=desk-2\nlisten\n");
        assertEquals(
                "line 1,line 2,line 4,line 5",
                String.join(
                        ",",
                        problem.problems().stream()
                                .map(one -> one.getThing().replaceAll(" of .*", ""))
                                .toList()));
    }

    @Test
    void saysWhenThereIsNoFile() {
        var problem = assertThrows(ProblemException.class, () -> HostConfig.read(folder.resolve("none")));
        assertTrue(problem.toString().contains("none"), problem.getMessage());
    }

    private ProblemException refusal(String text) {
        return assertThrows(ProblemException.class, () -> read(text));
    }

    private HostConfig read(String text) throws Exception {
        return HostConfig.read(Files.writeString(folder.resolve("host.conf"), text));
    }

    private static String shipped() throws Exception {
        try (var file = Objects.requireNonNull(HostConfig.class.getResourceAsStream("host.conf"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
