package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of addresses as an administrator writes them. */
class AddressRangeTest {
    @Test
    void countsFromTheFirstToTheLast() {
        var range = AddressRange.parse("10.77.0.100-10.77.1.4/16");
        assertEquals(161, range.count());
        assertEquals("10.77.0.100/16", range.at(0));
        assertEquals("10.77.1.4/16", range.at(160));
    }

    @Test
    void writesIpv6AsRfc5952Does() {
        var range = AddressRange.parse("fd77::100-fd77::1ff/64");
        assertEquals(256, range.count());
        assertEquals("fd77::100/64", range.at(0));
        assertEquals("fd77::1ff/64", range.at(255));
        assertEquals(
                "2001:db8:0:1::1/64",
                AddressRange.parse("2001:db8:0:1::1-2001:db8:0:1::1/64").at(0));
        assertEquals(
                "2001:db8::/64", AddressRange.parse("2001:db8::-2001:db8::1/64").at(0));
        assertEquals(
                "2001:0:0:1::2/64",
                AddressRange.parse("2001:0:0:1:0:0:0:2-2001:0:0:1:0:0:0:2/64").at(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.77.0.1",
                "10.77.0.9-10.77.0.1/24",
                "10.77.0.1-fd77::1/24",
                "10.77.0.1-10.77.0.2/33",
                "10.0.0.0-10.255.255.255/8",
                "example.org-10.0.0.1/8"
            })
    void refusesWhatIsNoRange(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
    }
}
