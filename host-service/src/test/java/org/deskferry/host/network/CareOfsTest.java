package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CareOfsTest {
    @ParameterizedTest
    @CsvSource({
        "10.77.0.101/24, 10.77.0.0/24",
        "10.77.0.101/20, 10.77.0.0/20",
        "200.77.31.101/20, 200.77.16.0/20",
        "10.77.0.101/32, 10.77.0.101/32",
        "10.77.0.101/0, 0.0.0.0/0",
        "fd77:12::1ff/64, fd77:12:0:0:0:0:0:0/64",
    })
    void tellsTheNetworkOfAnAddress(String address, String network) {
        assertEquals(network, CareOfs.network(address));
    }
}
