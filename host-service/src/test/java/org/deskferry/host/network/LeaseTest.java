package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeaseTest {
    private static final String WHOLE = """
            udhcpc: started, v1.37.0
            udhcpc: broadcasting discover
            udhcpc: lease of 10.77.0.54 obtained from 10.77.0.200, lease time 120
            ip=10.77.0.54
            mask=24
            router=10.77.0.1 10.77.0.2
            seconds=120
            server=10.77.0.200
            dns=10.77.0.2 10.77.0.3
            """;

    @Test
    void readsWhatTheServerGranted() {
        assertEquals(
                new Lease(
                        "10.77.0.54/24",
                        "10.77.0.1",
                        List.of("10.77.0.2", "10.77.0.3"),
                        Duration.ofMinutes(2),
                        "10.77.0.200"),
                Lease.in(WHOLE).orElseThrow());
    }

    @Test
    void hasNothingOfWhatTheServerLeftOut() {
        var bare = Lease.in("ip=10.77.0.54\nmask=16\nrouter=\nseconds=\nserver=\ndns=")
                .orElseThrow();
        assertEquals(new Lease("10.77.0.54/16", "", List.of(), Duration.ofDays(365), ""), bare);
    }

    @Test
    void aLeaseForEverLastsAYear() {
        assertEquals(
                Duration.ofDays(365),
                Lease.in(WHOLE.replace("seconds=120", "seconds=4294967295"))
                        .orElseThrow()
                        .length());
    }

    @Test
    void takesNoMoreThanSoundServers() {
        var many = WHOLE.replace("dns=", "dns=x $(id) 999.1.1.1 ::1 " + "10.0.0.1 ".repeat(20));
        assertEquals(8, Lease.in(many).orElseThrow().nameservers().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "udhcpc: no lease, failing",
                "ip=10.77.0.54",
                "ip=10.77.0.54\nmask=33",
                "ip=10.77.0.54\nmask=0",
                "ip=10.77.0.954\nmask=24",
                "ip=10.77.0.54;reboot\nmask=24",
                "ip=fd77::1\nmask=24",
                "the ip=10.77.0.54\nmask=24"
            })
    void findsNoLeaseInAnythingElse(String output) {
        assertEquals(Optional.empty(), Lease.in(output));
    }
}
