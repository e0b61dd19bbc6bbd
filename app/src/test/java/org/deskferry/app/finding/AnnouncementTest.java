package org.deskferry.app.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.deskferry.pairing.Fingerprint;
import org.junit.jupiter.api.Test;

final class AnnouncementTest {
    private static final String KEY = "ab".repeat(32);
    private static final String FLEET = "cd".repeat(32);

    @Test
    void readsWhatAvahiPrints() {
        var member = Announcement.parse("=;eth0;IPv4;desk-1;_deskferry._tcp;local;desk-1.local;10.77.0.11;7443;\"fleet="
                        + FLEET + "\" \"key=" + KEY + "\" \"txtvers=1\"")
                .orElseThrow();
        assertEquals(
                new Announcement(
                        "desk-1", "10.77.0.11:7443", new Fingerprint(KEY), Optional.of(new Fingerprint(FLEET))),
                member);
        var unpaired = Announcement.parse(
                        "=;eth0;IPv6;a\\032b\\195\\164;_deskferry._tcp;local;x.local;fd77::11;7444;\"fleet=\" \"key="
                                + KEY + "\"")
                .orElseThrow();
        assertEquals("a bä", unpaired.name());
        assertEquals("[fd77::11]:7444", unpaired.address());
        assertTrue(unpaired.fleet().isEmpty());
    }

    @Test
    void passesOverWhatMakesNoSense() {
        for (var line : List.of(
                "",
                "+;eth0;IPv4;desk-1;_deskferry._tcp;local",
                "=;eth0;IPv4;desk-1;_deskferry._tcp;local;desk-1.local;10.77.0.11;7443;",
                "=;eth0;IPv4;desk-1;_deskferry._tcp;local;desk-1.local;10.77.0.11;x;\"key=" + KEY + "\"",
                "=;eth0;IPv4;desk-1;_deskferry._tcp;local;desk-1.local;10.77.0.11;7443;\"key=ab\"",
                "=;eth0;IPv4;desk-1;_deskferry._tcp;local;desk-1.local;10.77.0.11;7443;\"key=" + KEY
                        + "\" \"fleet=x\"")) {
            assertTrue(Announcement.parse(line).isEmpty(), line);
        }
    }
}
